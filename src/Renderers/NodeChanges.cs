using System.Collections.Immutable;
using PolicyEngine.Renderers.Lowering;
using PolicyEngine.Renderers.Node;
using PolicyEngine.Renderers.Program;
using PolicyEngine.Sets;

namespace PolicyEngine.Renderers;

/// <summary>What a request for the rules of a node changes there.</summary>
internal static class NodeChanges
{
    /// <summary>The change of each family in which the node holds rules or is to hold some.</summary>
    public static IEnumerable<ProgramChange> Of(PolicySnapshot snapshot, RenderRequest request, Backend backend)
    {
        RenderRequest named = request with { Node = NodeRequest.NodeOf(snapshot, request) };
        Programs before = request.Since is null ? Programs.None : Programs.Of(request.Since, named);
        Programs after = Programs.Of(snapshot, named);
        foreach (IpFamily family in after.Families.Union(before.Families))
        {
            yield return ProgramChange.Between(before.Lower(family, backend, request.Fidelity), after.Lower(family, backend, request.Fidelity));
        }
    }

    private sealed record Programs(NodeState State, ImmutableArray<IpFamily> Families)
    {
        public static Programs None { get; } = new(new NodeState(), []);

        public static Programs Of(PolicySnapshot snapshot, RenderRequest request) =>
            new(NodeRequest.StateOf(snapshot, request), NodeRequest.FamiliesOf(snapshot, request));

        public FilterProgram Lower(IpFamily family, Backend backend, Fidelity fidelity) =>
            Families.Contains(family) ? NodeRules.Lower(State, family, backend, fidelity) : new FilterProgram(family, fidelity);
    }
}
