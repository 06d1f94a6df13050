using PolicyEngine.Renderers.Reading.Evaluation;

namespace PolicyEngine.Renderers.Proof;

/// <summary>A packet that rules treat differently than policies say.</summary>
/// <param name="Path">Its way through the node.</param>
/// <param name="Packet">The packet.</param>
/// <param name="IsAccepted">Whether the rules let it through; null where something in them is not understood.</param>
internal sealed record NodeDifference(PacketPath Path, Packet Packet, bool? IsAccepted);
