using System.Collections.Immutable;
using PolicyEngine.Dataplane.Addressing;
using PolicyEngine.Dataplane.Addressing.Collection;
using PolicyEngine.Selectors;
using PolicyEngine.Sets;

namespace Dataplane.Tests.Addressing.Collection;

internal enum PodStepKind
{
    /// <summary>A pod is made and gets its addresses.</summary>
    Start,

    /// <summary>A pod goes and gives its addresses back.</summary>
    Stop,

    /// <summary>A pod goes and its addresses are left.</summary>
    Vanish,

    /// <summary>A pod loses all its addresses but the first.</summary>
    Shrink,

    /// <summary>A period passes and the collector scans.</summary>
    Scan,
}

internal sealed record PodStep(PodStepKind Kind, int Pod, string Node, int Count);

/// <summary>Plays a story, and remembers which pods have which addresses and since when addresses are left over.</summary>
internal sealed class PodStory
{
    private readonly Queue<PodStep> _steps;
    private readonly Dictionary<int, PodPresence> _pods = [];
    private readonly Dictionary<int, IpAddress[]> _assigned = [];
    private readonly Dictionary<IpAddress, TimeSpan> _left = [];
    private readonly List<string> _nodes = ["node-a", "node-b"];
    private readonly AddressCollector _collector;
    private int _handle;

    public PodStory(ImmutableArray<PodStep> steps)
    {
        _steps = new(steps);
        Ipam.PutPool(new("p", IpamReplay.Prefix("10.0.0.0/27")) { BlockSize = 30 });
        _nodes.ForEach(node => Ipam.PutNode(node, LabelSet.Empty));
        _collector = new AddressCollector(Ipam);
    }

    public CalicoIpam Ipam { get; } = new();

    /// <summary>The addresses that pods have.</summary>
    public IpAddress[] Valid => [.. _pods.Values.SelectMany(pod => pod.Addresses)];

    /// <summary>The addresses of each handle before the last scan.</summary>
    public IpAddress[][] Handles { get; private set; } = [];

    /// <summary>Addresses whose pods are gone for longer than the grace and one period.</summary>
    public IpAddress[] Overdue => [.. _left.Where(left => Ipam.Now - left.Value > CollectorOptions.Default.Grace + CollectorOptions.Default.Period).Select(left => left.Key)];

    /// <summary>Plays up to the next scan; null at the end.</summary>
    public CollectionReport? Next()
    {
        while (_steps.TryDequeue(out PodStep? step))
        {
            switch (step.Kind)
            {
                case PodStepKind.Start when !_pods.ContainsKey(step.Pod):
                    Start(step);
                    break;
                case PodStepKind.Stop when _pods.Remove(step.Pod):
                    Ipam.Release(_assigned[step.Pod]);
                    break;
                case PodStepKind.Vanish when _pods.Remove(step.Pod):
                    Array.ForEach(_assigned[step.Pod], address => _left[address] = Ipam.Now);
                    break;
                case PodStepKind.Shrink when _pods.TryGetValue(step.Pod, out PodPresence? pod):
                    _pods[step.Pod] = pod with { Addresses = [pod.Addresses[0]] };
                    break;
                case PodStepKind.Scan:
                    Ipam.Advance(CollectorOptions.Default.Period);
                    return Scan();
            }
        }

        return null;
    }

    public CollectionReport Scan()
    {
        Handles = [.. Ipam.Read().Handles.Select(handle => Ipam.AddressesOf(handle.Name).ToArray())];
        CollectionReport report = _collector.Scan(new ClusterPresence(_nodes, _pods.Values));
        report.Released.ToList().ForEach(address => _left.Remove(address));
        return report;
    }

    public void Remove(string node)
    {
        _nodes.Remove(node);
        foreach ((int pod, _) in _pods.Where(pod => pod.Value.Node == node).ToList())
        {
            _pods.Remove(pod);
        }
    }

    private void Start(PodStep step)
    {
        AssignResult result = Ipam.Assign(new(step.Node)
        {
            V4Count = step.Count,
            Handle = $"h{_handle++}",
            Attributes = new() { Node = step.Node, Namespace = "n", Pod = $"pod-{step.Pod}" },
        });
        if (result.V4.Addresses.IsEmpty)
        {
            return;
        }

        _assigned[step.Pod] = [.. result.V4.Addresses.Select(assigned => assigned.Address)];
        _pods[step.Pod] = new("n", $"pod-{step.Pod}", step.Node) { Addresses = [.. _assigned[step.Pod]] };
    }
}
