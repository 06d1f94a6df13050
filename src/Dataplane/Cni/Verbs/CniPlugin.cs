using System.Collections.Immutable;
using PolicyEngine.Dataplane.Topology;
using PolicyEngine.Sets;

namespace PolicyEngine.Dataplane.Cni.Verbs;

/// <summary>
/// The verbs by which a runtime has containers wired (CNI specification 1.1.0), over the model. Those that take away succeed
/// where nothing is left to take; one that makes leaves nothing behind where it fails. Not for use by several threads at once.
/// </summary>
public abstract class CniPlugin
{
    private readonly SortedDictionary<CniAttachment, Wiring> _wirings = new(Comparer<CniAttachment>.Create(Compare));

    /// <summary>The versions of the specification that are spoken (<c>VERSION</c>).</summary>
    public static ImmutableArray<string> Versions { get; } = ["0.3.0", "0.3.1", "0.4.0", "1.0.0", CniResult.Version];

    /// <summary>The pods that are wired, as the network sees them.</summary>
    public ImmutableArray<ClusterPod> Pods => [.. _wirings.Values.Select(wiring => wiring.Pod)];

    /// <summary>Wires a container (<c>ADD</c>). One that is wired already has to be unwired first.</summary>
    /// <param name="attachment">The interface.</param>
    /// <param name="pod">The pod.</param>
    /// <param name="breaksAt">A step that fails, to see what is left behind; null where none does.</param>
    public CniOutcome Add(CniAttachment attachment, CniPod pod, CniStep? breaksAt = null)
    {
        ArgumentNullException.ThrowIfNull(pod);
        if (_wirings.ContainsKey(attachment))
        {
            return CniOutcome.Failed(CniFailure.AlreadyAttached, $"{attachment.Interface} of container {attachment.Container} is there already");
        }

        ImmutableArray<IpAddress> addresses = [];
        CniFailure? failure = breaksAt == CniStep.Addresses ? new CniFailure(CniFailure.NoAddress, "addresses could not be asked for") : Obtain(attachment, pod, out addresses);
        if (failure is not null)
        {
            return new CniOutcome(null, failure);
        }

        if (breaksAt is CniStep.Interfaces or CniStep.Record)
        {
            GiveBack(attachment, pod);
            return CniOutcome.Failed(CniFailure.NoInterface, "the interface could not be made");
        }

        ClusterPod wired = new(pod.Namespace, pod.Name, pod.Node, addresses);
        CniResult result = ResultOf(attachment, wired);
        _wirings.Add(attachment, new Wiring(pod, wired, result));
        return new CniOutcome(result, null);
    }

    /// <summary>Unwires a container (<c>DEL</c>), as often as it is asked.</summary>
    /// <param name="attachment">The interface.</param>
    /// <param name="pod">The pod, of which addresses may be held though the interface is gone.</param>
    public void Delete(CniAttachment attachment, CniPod pod)
    {
        ArgumentNullException.ThrowIfNull(pod);
        _wirings.Remove(attachment);
        GiveBack(attachment, pod);
    }

    /// <summary>Whether a container is wired as the runtime was told (<c>CHECK</c>); null where it is.</summary>
    public CniFailure? Check(CniAttachment attachment, CniResult? previous)
    {
        if (previous is null)
        {
            return new CniFailure(CniFailure.InvalidConfiguration, "CHECK needs the result of ADD");
        }

        return !_wirings.TryGetValue(attachment, out Wiring? wiring) ? new CniFailure(CniFailure.Differs, $"container {attachment.Container} has no {attachment.Interface}")
            : wiring.Result == previous ? null
            : new CniFailure(CniFailure.Differs, $"{attachment.Interface} of container {attachment.Container} is not as it was told");
    }

    /// <summary>Unwires all containers that are not among those the runtime knows (<c>GC</c>).</summary>
    public void Collect(IEnumerable<CniAttachment> valid)
    {
        HashSet<CniAttachment> kept = [.. valid];
        foreach ((CniAttachment attachment, Wiring wiring) in _wirings.Where(entry => !kept.Contains(entry.Key)).ToArray())
        {
            Delete(attachment, wiring.Request);
        }
    }

    /// <summary>Whether containers of a node can be wired (<c>STATUS</c>); null where they can.</summary>
    public abstract CniFailure? Status(string node);

    /// <summary>Gets a container its addresses.</summary>
    private protected abstract CniFailure? Obtain(CniAttachment attachment, CniPod pod, out ImmutableArray<IpAddress> addresses);

    /// <summary>Gives its addresses back, if it has any.</summary>
    private protected abstract void GiveBack(CniAttachment attachment, CniPod pod);

    /// <summary>What the runtime is told.</summary>
    private protected abstract CniResult ResultOf(CniAttachment attachment, ClusterPod pod);

    private static int Compare(CniAttachment left, CniAttachment right) =>
        string.CompareOrdinal(left.Container, right.Container) is var order and not 0 ? order : string.CompareOrdinal(left.Interface, right.Interface);

    private sealed record Wiring(CniPod Request, ClusterPod Pod, CniResult Result);
}

/// <summary>The steps of wiring a container.</summary>
public enum CniStep
{
    /// <summary>Asking for addresses.</summary>
    Addresses,

    /// <summary>Making the interfaces.</summary>
    Interfaces,

    /// <summary>Writing down what was made.</summary>
    Record,
}
