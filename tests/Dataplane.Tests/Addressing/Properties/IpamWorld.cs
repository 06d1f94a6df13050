using PolicyEngine.Dataplane.Addressing;
using PolicyEngine.Selectors;
using PolicyEngine.Sets;

namespace Dataplane.Tests.Addressing.Properties;

/// <summary>A cluster of three nodes and two pools: four blocks of eight addresses, and four of four.</summary>
internal sealed class IpamWorld
{
    private readonly Dictionary<string, LabelSet> _nodes = new(StringComparer.Ordinal);

    public IpamWorld()
    {
        foreach (string node in new[] { "node-a", "node-b", "node-c" })
        {
            Put(node, "x");
        }

        Ipam.PutPool(PoolOf("p"));
        Ipam.PutPool(PoolOf("q"));
    }

    public CalicoIpam Ipam { get; } = new();

    public IReadOnlyDictionary<string, LabelSet> Nodes => _nodes;

    public IpPrefix? Reserved { get; private set; }

    public static AddressPool PoolOf(string name) => new(name, RangeOf(name)) { BlockSize = name == "p" ? 29 : 30 };

    public static IpPrefix RangeOf(string pool) => IpamReplay.Prefix(pool == "p" ? "10.0.0.0/27" : "10.1.0.0/28");

    /// <summary>Runs a scenario in a new world and has <paramref name="check"/> see every change.</summary>
    public static void Run(IpamScenario scenario, Action<IpamChange> check)
    {
        IpamWorld world = new();
        foreach (IpamCommand command in scenario.Commands)
        {
            check(world.Do(command));
        }
    }

    /// <summary>A world of its own in the same state.</summary>
    public IpamWorld Copy()
    {
        IpamWorld copy = new() { Reserved = Reserved };
        foreach ((string node, LabelSet labels) in _nodes)
        {
            copy._nodes[node] = labels;
            copy.Ipam.PutNode(node, labels);
        }

        foreach (AddressPool pool in Ipam.Pools)
        {
            Assert.Null(copy.Ipam.PutPool(pool));
        }

        copy.Ipam.Configure(Ipam.Config);
        copy.Ipam.Reserve(Reserved is { } range ? [range] : []);
        copy.Ipam.Advance(Ipam.Now);
        copy.Ipam.Restore(Ipam.Read());
        return copy;
    }

    public IpamChange Do(IpamCommand command)
    {
        IpamSight before = new(this);
        object? answer = Execute(command);
        return new(command, answer, before, new IpamSight(this), this);
    }

    private object? Execute(IpamCommand command)
    {
        switch (command)
        {
            case Assign assign:
                return Ipam.Assign(assign.Request);
            case AssignNamed named:
                return Ipam.AssignAddress(named.Node, named.Address, named.Handle);
            case Release release:
                return Ipam.Release(new IpamSight(this).At(release.Places));
            case ReleaseHandle release:
                return Ipam.ReleaseByHandle(release.Handle);
            case ReleaseHost release:
                return Ipam.ReleaseHostAffinities(release.Node, release.MustBeEmpty);
            case ClaimRange claim:
                return Ipam.ClaimAffinity(claim.Node, claim.Range);
            case Configure configure:
                return Ipam.Configure(configure.Config);
            case RemovePool remove:
                return Ipam.RemovePool(remove.Pool);
            case PutPool put:
                return Ipam.PutPool(put.Pool);
            case Crash crash:
                SteppedOperation<AssignResult> dying = Ipam.BeginAssign(crash.Assign.Request);
                for (int step = 0; step < crash.Steps && !dying.IsDone; step++)
                {
                    dying.Step();
                }

                return null;
            case Reserve reserve:
                Reserved = reserve.Range;
                Ipam.Reserve(reserve.Range is { } range ? [range] : []);
                return null;
            case Wait wait:
                Ipam.Advance(TimeSpan.FromSeconds(wait.Seconds));
                return null;
            case PutNode node:
                Put(node.Node, node.Zone);
                return null;
            default:
                throw new InvalidOperationException($"{command} is not a command");
        }
    }

    private void Put(string node, string zone)
    {
        _nodes[node] = LabelSet.Create([KeyValuePair.Create("zone", zone)]);
        Ipam.PutNode(node, _nodes[node]);
    }
}

/// <summary>A command with the world before and after it.</summary>
internal sealed record IpamChange(IpamCommand Command, object? Answer, IpamSight Before, IpamSight After, IpamWorld World);
