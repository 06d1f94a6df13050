using PolicyEngine.Sets;

namespace PolicyEngine.Model;

/// <summary>A port that a rule names instead of numbering; each endpoint resolves it for itself.</summary>
/// <param name="Name">The port's name.</param>
/// <param name="Protocol">The protocol the endpoint's port must have; null matches TCP, UDP and SCTP alike.</param>
public readonly record struct NamedPort(string Name, Protocol? Protocol);
