using System.Collections.Immutable;
using PolicyEngine.Renderers.Naming;
using PolicyEngine.Renderers.Node;
using PolicyEngine.Renderers.Program;

namespace PolicyEngine.Renderers.Lowering;

/// <summary>Which of an endpoint's chains is made.</summary>
/// <param name="Name">The chain's name.</param>
/// <param name="Traffic">The traffic it is for.</param>
/// <param name="Direction">The direction, as policies have it.</param>
/// <param name="Table">The table it stands in.</param>
/// <param name="Allow">What becomes of packets of known connections.</param>
internal sealed record EndpointChainForm(string Name, EndpointTraffic Traffic, Direction Direction, TableKind Table, Verb Allow)
{
    public ImmutableArray<NodeTier> Tiers { get; init; } = [];

    public ImmutableArray<string> Profiles { get; init; } = [];

    /// <summary>The chain of ports that stay open whatever policies say; null for none.</summary>
    public string? Failsafe { get; init; }

    /// <summary>Limits of packets and connections.</summary>
    public QualityOfService Quality { get; init; } = QualityOfService.None;

    /// <summary>Whether it keeps pods from sending packets that the node would unpack.</summary>
    public bool GuardsEncapsulation { get; init; }
}
