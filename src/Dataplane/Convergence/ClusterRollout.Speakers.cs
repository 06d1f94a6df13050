using PolicyEngine.Dataplane.Bgp;

namespace PolicyEngine.Dataplane.Convergence;

/// <content>Speakers of BGP that hear one another or not; routes that they told last as long as timers say.</content>
public sealed partial class ClusterRollout
{
    /// <summary>Something happens to the speaker of a node, as all others notice.</summary>
    public ClusterRollout After(string node, BgpEvent happened) => Between([node], [.. _state.Latest.Nodes.Select(other => other.Name).Where(other => other != node)], happened);

    /// <summary>Speakers of two sets of nodes do not hear one another any more, or again.</summary>
    public ClusterRollout Between(IReadOnlyCollection<string> some, IReadOnlyCollection<string> others, BgpEvent happened)
    {
        ArgumentNullException.ThrowIfNull(some);
        ArgumentNullException.ThrowIfNull(others);
        return With(_state with { Sessions = _state.Sessions.After(some.SelectMany(node => others.Select(other => (node, other))), happened) });
    }

    /// <summary>Lets time pass.</summary>
    public ClusterRollout Advance(TimeSpan time) => With(_state with { Sessions = _state.Sessions.Advance(time) });
}
