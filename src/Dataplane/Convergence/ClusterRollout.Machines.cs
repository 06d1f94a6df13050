using PolicyEngine.Dataplane.Bgp;

namespace PolicyEngine.Dataplane.Convergence;

/// <content>Machines and agents that are there or not.</content>
public sealed partial class ClusterRollout
{
    /// <summary>A machine is gone: nothing answers there any more, and its speaker of BGP falls silent. The datastore does not know yet.</summary>
    public ClusterRollout Lose(string node) => With(_state with { Lost = _state.Lost.Add(node) }).After(node, BgpEvent.Silence);

    /// <summary>The agent of a node ends: it hears nothing any more, and what it made stays.</summary>
    public ClusterRollout Stop(string node) => With(_state with { Stopped = _state.Stopped.Add(node) });

    /// <summary>The agent of a node begins again: it reads all that the datastore says.</summary>
    public ClusterRollout Start(string node) => With(_state with { Stopped = _state.Stopped.Remove(node) }).Deliver(node);
}
