using System.Collections.Immutable;
using PolicyEngine.Dataplane.Flannel.Leases;

namespace PolicyEngine.Dataplane.Flannel.Backends;

/// <summary>Leases only; somebody else sees to it that packets arrive.</summary>
internal sealed class AllocBackend(FlannelHost host) : FlannelBackend(host, overhead: 0)
{
    public const string Name = "alloc";

    public override ImmutableArray<FlannelDevice> Devices => [];

    internal override bool ReachesAcross => false;

    private protected override string Type => Name;

    private protected override ImmutableArray<ImmutableArray<FlannelEntry>>? EntriesFor(FlannelLease lease) =>
        ImmutableArray<ImmutableArray<FlannelEntry>>.Empty;
}
