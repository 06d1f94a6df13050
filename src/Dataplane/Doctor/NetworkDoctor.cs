using System.Collections.Immutable;
using PolicyEngine.Dataplane.Datastore;
using PolicyEngine.Dataplane.Doctor.Checks;
using PolicyEngine.Text;

namespace PolicyEngine.Dataplane.Doctor;

/// <summary>Looks for faults in the configuration of a cluster's network. What an input does not hold is not complained of.</summary>
public static class NetworkDoctor
{
    private static readonly ImmutableArray<NetworkCheck> s_checks =
    [
        new PoolOutsideClusterRange(),
        new OverlappingPools(),
        new PoolOverlapsOthers(),
        new AddressInNoPool(),
        new PacketsTooLarge(),
        new SubnetsDisagree(),
        new NoWayForRoutes(),
        new PortClosedBetweenNodes(),
        new AddressOfAnotherInterface(),
        new DuplicateAddress(),
        new DuplicateVtepMac(),
        new PoolExhausted(),
        new LeakedAddress(),
        new LeakedHandle(),
        new BorrowedAddress(),
        new NodeWithoutTunnelAddress(),
        new AddressNotAllocated(),
        new TunnelsDisagree(),
        new NoPeeringAcrossSubnets(),
        new TranslationBetweenNodes(),
        new FlannelAnnotationsDisagree(),
        new PodSubnets(),
        new LeakedBlock(),
        new AffinityDisagrees(),
        new ServiceWithoutRules(),
        new PoliciesNotEnforced(),
        new RoutesWithoutOwner(),
        new OverlappingBlocks(),
        new BlockOfAnotherSize(),
    ];

    /// <summary>The kinds of faults that are looked for, by code.</summary>
    public static ImmutableArray<DiagnosticDescriptor> Kinds { get; } = [.. s_checks.Select(check => check.Descriptor)];

    /// <summary>The faults, by code and in the order of the objects.</summary>
    /// <param name="snapshot">The policies in force.</param>
    /// <param name="view">The network's datastore.</param>
    /// <param name="uplinkMtu">The largest packet that the network between nodes takes, in octets; null for what is assumed from the settings of tunnels and pods, else 1500.</param>
    public static ImmutableArray<NetworkFinding> Examine(PolicySnapshot snapshot, DatastoreView view, int? uplinkMtu = null)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        ArgumentNullException.ThrowIfNull(view);
        Examination examination = new(snapshot, view, uplinkMtu ?? view.Cluster.Mtu);
        return
        [
            .. from check in s_checks
               from complaint in check.Examine(examination)
               select new NetworkFinding(check.Descriptor, complaint.Subject, view.Places.GetValueOrDefault(complaint.Subject, SourceSpan.None), complaint.Message) { Hint = complaint.Hint ?? check.Descriptor.Hint },
        ];
    }
}
