using System.Collections.Immutable;
using PolicyEngine.Renderers.Node;

namespace PolicyEngine.Renderers.Program;

/// <summary>A set of addresses of one family, by the name that rules refer to it by.</summary>
internal sealed record NamedSet(string Name, NodeSetKind Kind, ImmutableArray<NodeSetMember> Members);
