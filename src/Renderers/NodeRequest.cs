using System.Collections.Immutable;
using PolicyEngine.Model;
using PolicyEngine.Renderers.Conversion;
using PolicyEngine.Renderers.Node;
using PolicyEngine.Renderers.Program;
using PolicyEngine.Sets;

namespace PolicyEngine.Renderers;

/// <summary>What a request for the rules of a node comes to.</summary>
internal static class NodeRequest
{
    /// <summary>The node that is meant: the one that is named, else the first by name, else the one of pods that name none.</summary>
    public static string NodeOf(PolicySnapshot snapshot, RenderRequest request) => request.Node
        ?? snapshot.Model.Endpoints.Select(endpoint => endpoint.Node).Concat(snapshot.Model.Nodes.Select(node => node.Name))
            .Where(name => name.Length > 0)
            .Order(StringComparer.Ordinal)
            .FirstOrDefault("");

    /// <summary>What the agent of the node has to program.</summary>
    public static NodeState StateOf(PolicySnapshot snapshot, RenderRequest request)
    {
        string node = NodeOf(snapshot, request);
        bool isExact = request.Fidelity == Fidelity.Exact;
        NodeState state = NodeStateBuilder.Build(snapshot.Model, node, isExact: isExact);
        state = state with { Interfaces = [.. state.Interfaces, .. NodeUplinks.Of(snapshot.Model, node, state.Hosts)] };
        if (!isExact)
        {
            return state;
        }

        // Felix's own default is to drop; the model takes what Calico's manifests set where nothing is given.
        string toHost = snapshot.Model.Felix.Of(node).DefaultEndpointToHostAction.ToString().ToUpperInvariant();
        return state with { Settings = state.Settings with { Given = state.Settings.Given.SetItem("DefaultEndpointToHostAction", toHost) } };
    }

    /// <summary>The families that are policed on the node.</summary>
    public static ImmutableArray<IpFamily> FamiliesOf(PolicySnapshot snapshot, RenderRequest request) =>
        snapshot.Model.Felix.Of(NodeOf(snapshot, request)).Ipv6Support ? [IpFamily.V4, IpFamily.V6] : [IpFamily.V4];

    /// <summary>A node that is not known, and policies that are left out, as it is not known what they mean.</summary>
    public static ImmutableArray<Loss> LossesOf(PolicySnapshot snapshot, RenderRequest request) =>
    [
        .. UnknownNode(snapshot, request),
        .. snapshot.Model.Policies.Where(policy => policy.Fault is not null).Select(policy =>
            new Loss(LossSeverity.Omitted, $"{policy.Name} is not understood and left out: {policy.Fault!.Message}", policy.Name.ToString())),
    ];

    /// <summary>The node that is named, where neither the input nor what the node holds rules of has it: its rules are those of one without endpoints.</summary>
    public static ImmutableArray<Loss> UnknownNode(PolicySnapshot snapshot, RenderRequest request) =>
        request.Node is { } node && !IsKnown(snapshot, node) && (request.Since is null || !IsKnown(request.Since, node))
            ? [new Loss(LossSeverity.Omitted, $"the input has no node `{node}`, and the rules are those of one without endpoints", $"node/{node}")]
            : [];

    private static bool IsKnown(PolicySnapshot snapshot, string node) =>
        snapshot.Model.Nodes.Any(known => known.Name == node) || snapshot.Model.Endpoints.Any(endpoint => endpoint.Node == node);

    public static string PartName(string kind, IpFamily family) => family == IpFamily.V4 ? $"{kind}.v4" : $"{kind}.v6";
}
