using System.Runtime.InteropServices;
using PolicyEngine.Renderers.Reading;
using PolicyEngine.Renderers.Reading.Evaluation;

namespace PolicyEngine.Renderers.Proof;

/// <summary>Where on its way a packet is, as far as rules can tell.</summary>
/// <param name="Path">The way.</param>
/// <param name="Hook">The place.</param>
/// <param name="IsTracked">Whether its connection is found.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct Place(PacketPath Path, Hook Hook, bool IsTracked)
{
    public bool KnowsIncoming => Path != PacketPath.Output;

    public bool KnowsOutgoing => Path != PacketPath.Input && Hook != Hook.Prerouting;
}
