using System.Collections.Concurrent;
using PolicyEngine.Dataplane.Kernel;
using PolicyEngine.Sets;

namespace PolicyEngine.Dataplane.Walk;

/// <summary>The stacks of a cluster and the links between its nodes. Stacks are built when they are first asked for; any number of threads may ask.</summary>
public abstract class PodNetwork
{
    /// <summary>The name of the stack that joins the segments between nodes and leads outside.</summary>
    public const string Router = "(router)";

    /// <summary>The name of the stack that has all addresses outside the cluster.</summary>
    public const string Outside = "(outside)";

    private readonly ConcurrentDictionary<string, NetworkStack?> _stacks = new(StringComparer.Ordinal);

    /// <summary>The stack of a name; null where there is none.</summary>
    public NetworkStack? Stack(string name) => _stacks.GetOrAdd(name, Build);

    /// <summary>The stack that has an address: a pod's, a node's, or that of the outside.</summary>
    public abstract string StackWith(IpAddress address);

    /// <summary>The source that a stack gives to a packet of its own that has none; null where it has no address of that family, or is not there.</summary>
    public IpAddress? SourceTowards(string stack, IpAddress destination) => Stack(stack)?.SourceTowards(destination);

    /// <summary>Builds the stack of a name; null where there is none.</summary>
    protected abstract NetworkStack? Build(string name);

    /// <summary>What a node's rules do with packets; null for stacks without rules.</summary>
    internal abstract NodeRules? RulesOf(string stack);

    /// <summary>How a packet ends that went outside although it is for an address of the cluster, and why; null where it belongs outside.</summary>
    /// <param name="packet">The packet.</param>
    /// <param name="last">The last node on its way; null where there was none.</param>
    internal virtual Loss? WhyLost(Packet packet, string? last) => null;

    /// <summary>The interface on a segment that has an address; null where none has.</summary>
    internal abstract LinkEnd? OnSegment(string segment, IpAddress address);
}
