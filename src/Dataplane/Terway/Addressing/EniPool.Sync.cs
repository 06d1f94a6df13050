using System.Collections.Immutable;
using PolicyEngine.Sets;

namespace PolicyEngine.Dataplane.Terway.Addressing;

/// <summary>What a node does from time to time.</summary>
public sealed partial class EniPool
{
    private const int ReclaimedAtOnce = 5;

    /// <summary>Brings the number of idle addresses back between its bounds, as every two minutes.</summary>
    public void Sync()
    {
        Dispose(Idle - _settings.MaxIdle);
        Request(_settings.MinIdle + _waiting.Count - Idle - Awaited);
    }

    /// <summary>Gives a few addresses back that were idle for too long, down to the least number.</summary>
    public void Reclaim()
    {
        if (_settings.IdleFor is { } idleFor)
        {
            int old = Addresses.Count(held => held.IsIdle && Now - held.IdleSince > idleFor);
            int most = Math.Min(ReclaimedAtOnce, Math.Min(old, Idle - _settings.MinIdle));
            Unassign(most, held => Now - held.IdleSince > idleFor);
        }
    }

    /// <summary>Compares with the cloud, as every minute: an address that is not there any more is given to no pod.</summary>
    /// <param name="present">All addresses that the cloud has at interfaces of the node.</param>
    public void Compare(IReadOnlySet<IpAddress> present)
    {
        ArgumentNullException.ThrowIfNull(present);
        foreach (Eni eni in _enis.Where(eni => eni.Status == EniStatus.InUse).ToArray())
        {
            ImmutableArray<EniAddress> seen =
                [.. eni.Addresses.Select(held => held.Status == EniAddressStatus.Valid && !present.Contains(held.Address) ? held with { Status = EniAddressStatus.Invalid } : held)];
            Change(eni.Name, owner => (owner with { Addresses = seen }).Without(held => held is { Status: EniAddressStatus.Invalid, Pod: null }));
        }
    }

    /// <summary>Releases what pods have that are gone, as every five minutes; pods that keep their address are spared once.</summary>
    /// <param name="isLive">Whether a pod is there, on the node or at the API.</param>
    /// <param name="isSticky">Whether a pod keeps its address for a while.</param>
    public void Collect(Func<string, bool> isLive, Func<string, bool> isSticky)
    {
        ArgumentNullException.ThrowIfNull(isLive);
        ArgumentNullException.ThrowIfNull(isSticky);
        foreach (string pod in Addresses.Select(held => held.Pod).OfType<string>().ToArray())
        {
            if (isLive(pod))
            {
                _spared.Remove(pod);
            }
            else if (!isSticky(pod) || !_spared.Add(pod))
            {
                Release(pod);
            }
        }
    }

    /// <summary>Gives idle addresses back: interfaces as a whole where they hold no more than that and no pod has any, else one by one.</summary>
    private void Dispose(int count)
    {
        foreach (Eni eni in _enis.ToArray())
        {
            bool isUnused = eni is { Status: EniStatus.InUse, IsKept: false, Awaited: 0 } && eni.Addresses.All(held => held.IsIdle);
            if (count > 0 && isUnused && eni.Addresses.Length <= count)
            {
                count -= eni.Addresses.Length;
                Change(eni.Name, owner => Leaving(owner with { Status = EniStatus.Deleting }, _ => true));
                Ask(new CloudRequest(++_lastRequest, CloudRequestKind.DeleteEni, eni.Name) { Addresses = [.. eni.Addresses.Select(held => held.Address)] });
            }
        }

        Unassign(count, _ => true);
    }

    /// <summary>Gives idle addresses back one by one, those of the last interfaces first.</summary>
    private void Unassign(int count, Func<EniAddress, bool> isChosen)
    {
        foreach (Eni eni in _enis.Where(eni => eni.Status == EniStatus.InUse).Reverse().ToArray())
        {
            IpAddress[] gone = [.. eni.Addresses.Where(held => held.IsIdle && isChosen(held)).Take(Math.Max(0, count)).Select(held => held.Address)];
            if (gone.Length > 0)
            {
                count -= gone.Length;
                Change(eni.Name, owner => Leaving(owner, held => gone.Contains(held.Address)));
                Ask(new CloudRequest(++_lastRequest, CloudRequestKind.UnassignAddresses, eni.Name) { Addresses = [.. gone] });
            }
        }
    }

    private static Eni Leaving(Eni eni, Func<EniAddress, bool> isLeaving) =>
        eni with { Addresses = [.. eni.Addresses.Select(held => isLeaving(held) ? held with { Status = EniAddressStatus.Deleting } : held)] };
}
