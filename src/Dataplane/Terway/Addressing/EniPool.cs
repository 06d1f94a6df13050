using System.Collections.Immutable;
using PolicyEngine.Sets;

namespace PolicyEngine.Dataplane.Terway.Addressing;

/// <summary>
/// The addresses of a node for its pods, which belong to its interfaces. What it asks of the cloud stands in
/// <see cref="Requests"/> until <see cref="Complete"/> or <see cref="Fail"/>; its clock is moved by <see cref="Advance"/>
/// only. Not for use by several threads at once.
/// </summary>
/// <param name="settings">How many addresses it may have and keeps.</param>
public sealed partial class EniPool(EniPoolSettings settings)
{
    private readonly EniPoolSettings _settings = settings.Fitted;
    private readonly List<Eni> _enis = [];
    private readonly List<CloudRequest> _requests = [];
    private readonly List<string> _waiting = [];
    private readonly Dictionary<string, IpAddress> _previous = new(StringComparer.Ordinal);
    private readonly HashSet<string> _spared = new(StringComparer.Ordinal);

    /// <summary>The time.</summary>
    public TimeSpan Now { get; private set; }

    /// <summary>The interfaces in the order in which they were asked for.</summary>
    public ImmutableArray<Eni> Enis => [.. _enis];

    /// <summary>What the cloud has not answered yet.</summary>
    public ImmutableArray<CloudRequest> Requests => [.. _requests];

    /// <summary>The pods that get the next addresses, the first come first.</summary>
    public ImmutableArray<string> Waiting => [.. _waiting];

    /// <summary>How many addresses pods could have.</summary>
    public int Idle => Addresses.Count(held => held.IsIdle);

    /// <summary>How many addresses pods have.</summary>
    public int Used => Addresses.Count(held => held.Pod is not null);

    private IEnumerable<EniAddress> Addresses => _enis.SelectMany(eni => eni.Addresses);

    private int Awaited => _enis.Sum(eni => eni.Awaited);

    /// <summary>Lets time pass.</summary>
    public void Advance(TimeSpan time) => Now += time;

    /// <summary>Gives a pod an address: the one it had before if that is idle, else any idle one; else the cloud is asked.</summary>
    public EniAllocation Allocate(string pod)
    {
        ArgumentNullException.ThrowIfNull(pod);
        if (Find(held => held.Pod == pod) is { } own)
        {
            return own;
        }

        if (Give(pod) is { } given)
        {
            _waiting.Remove(pod);
            return given;
        }

        if (!_waiting.Contains(pod))
        {
            _waiting.Add(pod);
        }

        Request(_waiting.Count - Awaited);
        if (Awaited > _waiting.IndexOf(pod))
        {
            return new EniAllocation(EniOutcome.Waiting);
        }

        _waiting.Remove(pod);
        return new EniAllocation(_enis.Count < _settings.MaxEnis || _enis.Exists(HasRoom) ? EniOutcome.BackedOff : EniOutcome.Exhausted);
    }

    /// <summary>Takes a pod's address back, which is idle again unless the cloud does not have it any more.</summary>
    public void Release(string pod)
    {
        ArgumentNullException.ThrowIfNull(pod);
        _waiting.Remove(pod);
        _spared.Remove(pod);
        if (Find(held => held.Pod == pod) is { Eni: { } eni, Address: { } address })
        {
            _previous[pod] = address;
            Change(eni, owner => owner.With(address, held => held with { Pod = null, IdleSince = Now }).Without(held => held is { Status: EniAddressStatus.Invalid, Pod: null }));
            Serve();
        }
    }

    private EniAllocation? Give(string pod)
    {
        EniAllocation? before = _previous.TryGetValue(pod, out IpAddress previous) ? Find(held => held.IsIdle && held.Address == previous) : null;
        if ((before ?? Find(held => held.IsIdle)) is not { Eni: { } eni, Address: { } address } idle)
        {
            return null;
        }

        Change(eni, owner => owner.With(address, held => held with { Pod = pod }));
        return idle;
    }

    private void Serve()
    {
        while (_waiting.Count > 0 && Give(_waiting[0]) is not null)
        {
            _waiting.RemoveAt(0);
        }
    }

    private EniAllocation? Find(Predicate<EniAddress> isAskedFor)
    {
        foreach (Eni eni in _enis)
        {
            foreach (EniAddress held in eni.Addresses.Where(held => isAskedFor(held)))
            {
                return new EniAllocation(EniOutcome.Allocated, eni.Name, held.Address);
            }
        }

        return null;
    }

    private void Change(string name, Func<Eni, Eni> change)
    {
        int place = _enis.FindIndex(eni => eni.Name == name);
        if (place >= 0)
        {
            _enis[place] = change(_enis[place]);
        }
    }
}
