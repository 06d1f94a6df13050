using System.Globalization;
using PolicyEngine.Sets;

namespace PolicyEngine.Dataplane.Terway.Addressing;

/// <summary>What is asked of the cloud, and what it answers.</summary>
public sealed partial class EniPool
{
    private static readonly TimeSpan QuotaPause = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan SwitchPause = TimeSpan.FromMinutes(10);

    private int _lastRequest;
    private int _lastEni;
    private TimeSpan _enisFrom;
    private TimeSpan _addressesFrom;

    /// <summary>The cloud did what it was asked.</summary>
    /// <param name="number">The request's number.</param>
    /// <param name="addresses">The addresses that it gave, where it was asked for some; it may give fewer.</param>
    /// <param name="isKept">Whether an interface it made is one that is never given back.</param>
    public void Complete(int number, IEnumerable<IpAddress> addresses, bool isKept = false)
    {
        ArgumentNullException.ThrowIfNull(addresses);
        if (Take(number) is not { } request)
        {
            return;
        }

        switch (request.Kind)
        {
            case CloudRequestKind.DeleteEni:
                _enis.RemoveAll(eni => eni.Name == request.Eni);
                break;
            case CloudRequestKind.UnassignAddresses:
                Change(request.Eni, eni => eni.Without(held => request.Addresses.Contains(held.Address)));
                break;
            default:
                HashSet<IpAddress> known = [.. Addresses.Select(held => held.Address)];
                EniAddress[] given = [.. addresses.Where(known.Add).Take(request.Count).Select(address => new EniAddress(address) { IdleSince = Now })];
                Change(request.Eni, eni => eni with
                {
                    Status = EniStatus.InUse,
                    IsKept = eni.IsKept || isKept,
                    Awaited = eni.Awaited - request.Count,
                    Addresses = eni.Addresses.AddRange(given),
                });
                Serve();
                break;
        }
    }

    /// <summary>The cloud did not do what it was asked.</summary>
    public void Fail(int number, CloudFailure failure)
    {
        if (Take(number) is not { } request)
        {
            return;
        }

        switch (request.Kind)
        {
            case CloudRequestKind.CreateEni:
                _enis.RemoveAll(eni => eni.Name == request.Eni);
                break;
            case CloudRequestKind.AssignAddresses:
                Change(request.Eni, eni => eni with { Awaited = eni.Awaited - request.Count });
                break;
            default:
                Change(request.Eni, eni => request.Addresses.Aggregate(eni with { Status = EniStatus.InUse }, (owner, address) => owner.With(address, held => held with { Status = EniAddressStatus.Valid })));
                break;
        }

        _enisFrom = failure == CloudFailure.EniQuotaExceeded ? Now + QuotaPause : _enisFrom;
        _addressesFrom = failure == CloudFailure.SwitchExhausted ? Now + SwitchPause : _addressesFrom;
    }

    /// <summary>Asks for addresses, as many as the node may have and the cloud is asked for again already.</summary>
    private void Request(int count)
    {
        while (count > 0 && Now >= _addressesFrom && Choose() is { } chosen)
        {
            int part = Math.Min(count, _settings.AddressesPerEni - chosen.Size);
            count -= part;
            bool isNew = !_enis.Contains(chosen);
            if (isNew)
            {
                _enis.Add(chosen);
            }

            Change(chosen.Name, eni => eni with { Awaited = eni.Awaited + part });
            int running = _requests.FindIndex(request => request.Eni == chosen.Name && request.Kind == CloudRequestKind.CreateEni);
            if (running >= 0)
            {
                _requests[running] = _requests[running] with { Count = _requests[running].Count + part };
            }
            else
            {
                Ask(new CloudRequest(++_lastRequest, isNew ? CloudRequestKind.CreateEni : CloudRequestKind.AssignAddresses, chosen.Name) { Count = part });
            }
        }
    }

    /// <summary>The interface that gets the next address, which may be a new one; null where none can.</summary>
    private Eni? Choose()
    {
        Eni[] none = _enis.Count < _settings.MaxEnis && Now >= _enisFrom && _settings.AddressesPerEni > 0 ? [NextEni()] : [];
        IEnumerable<Eni> candidates = [.. _enis.Where(HasRoom), .. none];
        return _settings.Choice == EniChoice.MostAddresses ? candidates.MaxBy(PriorityOf) : candidates.MinBy(PriorityOf);
    }

    private bool HasRoom(Eni eni) => eni.Status != EniStatus.Deleting && eni.Size < _settings.AddressesPerEni;

    // One that was not asked for yet stands behind those that were.
    private int PriorityOf(Eni eni) => _enis.Contains(eni) ? eni.Priority : 0;

    private Eni NextEni() => new(string.Create(CultureInfo.InvariantCulture, $"eni-{_lastEni + 1}"));

    private void Ask(CloudRequest request)
    {
        _requests.Add(request);
        _lastEni += request.Kind == CloudRequestKind.CreateEni ? 1 : 0;
    }

    private CloudRequest? Take(int number)
    {
        CloudRequest? request = _requests.Find(request => request.Number == number);
        _requests.RemoveAll(other => other.Number == number);
        return request;
    }
}
