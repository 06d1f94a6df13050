using PolicyEngine.Dataplane.Flannel;
using PolicyEngine.Dataplane.Flannel.Backends;
using PolicyEngine.Dataplane.Flannel.Leases;
using PolicyEngine.Sets;
using static Dataplane.Tests.Flannel.FlannelText;

namespace Dataplane.Tests.Flannel.Leases;

/// <summary>Daemons with host-gw over one etcd, which any of them may fail to reach for a while.</summary>
internal sealed class LeaseCluster(FlannelConfig config)
{
    private readonly SortedDictionary<int, Daemon> _daemons = [];
    private readonly Dictionary<string, IpAddress> _owners = new(StringComparer.Ordinal);
    private int _checked;

    public FlannelLeases Leases { get; } = new(config);

    public IEnumerable<Daemon> Running => _daemons.Values.Where(daemon => !daemon.Keeper.HasEnded);

    /// <summary>Starts a node's daemon, or starts it anew, with the subnet it had before in its environment file.</summary>
    public void Start(int node, int address, TimeSpan margin, int pick)
    {
        IpPrefix? previous = _daemons.GetValueOrDefault(node)?.Keeper.Lease.Subnet;
        LeaseAttributes attributes = At($"192.168.{node}.{address}", "host-gw");
        LeaseAnswer answer = Leases.Acquire(new(attributes) { PreviousSubnet = previous }, count => pick % count);
        _daemons.Remove(node);
        if (answer.Lease is { } lease)
        {
            FlannelHost host = new(config, lease, new("eth0", 1500) { Address = attributes.PublicIp });
            _daemons[node] = new(FlannelBackend.Of(host).Value!, LeaseKeeper.Begin(lease, margin).Value!, Leases);
        }

        Deliver();
    }

    /// <summary>Cuts a node off from etcd, or joins it again; then it hears of what it missed before it does anything else.</summary>
    public void Cut(int node, bool isCut)
    {
        if (_daemons.TryGetValue(node, out Daemon? daemon))
        {
            daemon.IsCut = isCut;
        }

        Deliver();
    }

    /// <summary>Lets time pass, stopping whenever a renewal is due.</summary>
    public void Advance(TimeSpan time)
    {
        for (TimeSpan end = Leases.Now + time; Leases.Now < end;)
        {
            TimeSpan next = Running.Where(daemon => !daemon.IsCut).Select(daemon => daemon.Keeper.DueAt!.Value).Append(end).Min();
            Leases.Advance((next > end ? end : next) - Leases.Now);
            Deliver();
        }
    }

    private void Deliver()
    {
        foreach (Daemon daemon in _daemons.Values.Where(daemon => !daemon.IsCut))
        {
            daemon.Hear();
            daemon.Keeper = daemon.Keeper.Tick(Leases.Now, lease => Leases.Renew(new(lease.Subnet!.Value), lease.Attributes));
        }

        foreach (Daemon daemon in _daemons.Values.Where(daemon => !daemon.IsCut))
        {
            daemon.Hear();
        }

        CheckOwners();
    }

    /// <summary>A subnet has another owner only after the lease of the one before was removed.</summary>
    private void CheckOwners()
    {
        foreach (LeaseEvent change in Leases.Events.Skip(_checked))
        {
            string subnet = Text(change.Lease);
            if (change.Kind == LeaseEventKind.Removed)
            {
                _owners.Remove(subnet);
            }
            else
            {
                IpAddress owner = change.Lease.Attributes.PublicIp!.Value;
                Assert.Equal(owner, _owners.GetValueOrDefault(subnet, owner));
                _owners[subnet] = owner;
            }
        }

        _checked = Leases.Events.Count;
    }

    /// <summary>A daemon: what it installed, how it keeps its lease, and how far it has heard.</summary>
    internal sealed class Daemon
    {
        private readonly FlannelBackend _backend;
        private readonly FlannelLeases _leases;
        private readonly LeaseWatcher _watcher;
        private int _heard;

        public Daemon(FlannelBackend backend, LeaseKeeper keeper, FlannelLeases leases)
        {
            (_backend, Keeper, _leases, _watcher) = (backend, keeper, leases, new(keeper.Lease));
            State = backend.Start;
            Take(_watcher.Reset(leases.Leases));
            _heard = leases.Events.Count;
        }

        public LeaseKeeper Keeper { get; set; }

        public FlannelState State { get; private set; }

        public bool IsCut { get; set; }

        public void Hear()
        {
            List<LeaseEvent> news = [.. _leases.Events.Skip(_heard)];
            _heard = _leases.Events.Count;
            Keeper = news.Aggregate(Keeper, (keeper, change) => keeper.Observe(change));
            Take(_watcher.Update(news));
        }

        /// <summary>The routes of the node as <c>subnet via node</c>.</summary>
        public string[] Routes => [.. State.Routes.Select(route => $"{route.Destination} via {route.Gateway}")];

        private void Take(IEnumerable<LeaseEvent> changes) =>
            State = changes.Aggregate(State, (state, change) => _backend.Apply(state, change).State);
    }
}
