using System.Collections.Immutable;
using PolicyEngine.Dataplane.Flannel.Leases;
using PolicyEngine.Dataplane.Kernel;
using PolicyEngine.Sets;

namespace PolicyEngine.Dataplane.Flannel.Backends;

/// <summary>How a node reaches the subnets of the others.</summary>
public abstract class FlannelBackend
{
    private protected FlannelBackend(FlannelHost host, int overhead)
    {
        Host = host;
        Mtu = host.External.Mtu - overhead;
    }

    /// <summary>The MTU of pods, in octets.</summary>
    public int Mtu { get; }

    /// <summary>Whether it wraps packets, so that nodes of other subnets are reached.</summary>
    internal virtual bool ReachesAcross => true;

    /// <summary>The interfaces that it makes.</summary>
    public abstract ImmutableArray<FlannelDevice> Devices { get; }

    /// <summary>What the node holds before it hears of others.</summary>
    public FlannelState Start => OwnRoutes.Aggregate(FlannelState.Empty, (state, route) => new RouteEntry(route).InstallIn(state));

    private protected FlannelHost Host { get; }

    /// <summary>Its name in configurations and leases.</summary>
    private protected abstract string Type { get; }

    /// <summary>The routes that need no other node.</summary>
    private protected virtual IEnumerable<Route> OwnRoutes => [];

    /// <summary>Whether routes are looked after every ten seconds.</summary>
    private protected virtual bool WatchesRoutes => false;

    /// <summary>Whether a failure in one group leaves the groups after it undone.</summary>
    private protected virtual bool StopsAtFailure => false;

    /// <summary>A port of the configuration as sockets and the kernel take it, of which a larger number has lost what is above sixteen bits; the usual one for 0.</summary>
    private protected static ushort PortOf(int number, ushort usual = 0) => unchecked((ushort)number) is not 0 and var port ? port : usual;

    /// <summary>The backend that a node's configuration names.</summary>
    public static FlannelResult<FlannelBackend> Of(FlannelHost host)
    {
        ArgumentNullException.ThrowIfNull(host);
        return host.Config.Backend.Type switch
        {
            VxlanBackend.Name => new(new VxlanBackend(host)),
            HostGatewayBackend.Name => HostGatewayBackend.Of(host),
            UdpBackend.Name => new(new UdpBackend(host)),
            IpipBackend.Name => IpipBackend.Of(host),
            WireguardBackend.Name => new(new WireguardBackend(host)),
            AllocBackend.Name => new(new AllocBackend(host)),
            string other => new(FlannelErrorKind.Unsupported, $"there is no backend `{other}` here"),
        };
    }

    /// <summary>What the node holds once it has heard of the others.</summary>
    public FlannelState Desired(IEnumerable<FlannelLease> others)
    {
        ArgumentNullException.ThrowIfNull(others);
        return others.Aggregate(Start, (state, lease) => Apply(state, LeaseEvent.Added(lease)).State);
    }

    /// <summary>Takes up a change of the leases.</summary>
    /// <param name="state">What the node holds.</param>
    /// <param name="change">The change, which is not of the node's own lease.</param>
    /// <param name="fails">Whether the kernel refuses to install or remove something; null if it refuses nothing.</param>
    public FlannelStep Apply(FlannelState state, LeaseEvent change, Func<FlannelEntry, bool>? fails = null)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(change);
        if (change.Lease.Attributes.BackendType != Type)
        {
            return new(state, FlannelOutcome.OtherBackend, []);
        }

        if (EntriesFor(change.Lease) is not { } groups)
        {
            return new(state, FlannelOutcome.Unreadable, []);
        }

        var installation = new Installation(fails ?? (_ => false), WatchesRoutes, StopsAtFailure);
        return change.Kind == LeaseEventKind.Added ? installation.Add(state, groups) : installation.Remove(state, groups);
    }

    /// <summary>
    /// What is installed for another node, in groups that stand or fall together; null if its lease cannot be read.
    /// </summary>
    private protected abstract ImmutableArray<ImmutableArray<FlannelEntry>>? EntriesFor(FlannelLease lease);

    /// <summary>The base of the node's own subnet, as the address of a tunnel.</summary>
    private protected static ImmutableArray<IpPrefix> BaseOf(IpPrefix? subnet) => subnet is { } own ? [IpPrefix.Of(own.First)] : [];
}
