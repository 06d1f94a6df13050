using System.Buffers;
using System.Collections.Concurrent;
using System.Collections.Frozen;
using PolicyEngine.Binding;
using PolicyEngine.Model;
using PolicyEngine.Sets;

namespace PolicyEngine.Queries;

/// <summary>
/// The names that stand for one plain party and mean the same on either side of a question, each looked up once. Those of pods
/// are as many as the snapshot's pods at most; of addresses, of which there may be any number, all are forgotten where they have
/// become <see cref="MaxAddresses"/>.
/// </summary>
internal sealed class PlainNames(PolicySnapshot snapshot)
{
    internal const int MaxAddresses = 65_536;

    // What a name with one of these stands for is more than a pod, or less.
    private static readonly SearchValues<char> s_others = SearchValues.Create(":*");

    private readonly ConcurrentDictionary<string, PlainParty> _pods = new(StringComparer.Ordinal);
    private volatile ConcurrentDictionary<string, PlainParty> _addresses = new(StringComparer.Ordinal);
    private int _addressCount;

    private readonly Lazy<FrozenSet<string>> _undeclared = new(() =>
        snapshot.Model.Namespaces.Where(candidate => !candidate.IsDeclared).Select(candidate => candidate.Name).ToFrozenSet(StringComparer.Ordinal));

    /// <summary>The party; null where the name stands for anything else, or for nothing.</summary>
    public PlainParty? Find(string reference)
    {
        if (_pods.TryGetValue(reference, out PlainParty? known) || _addresses.TryGetValue(reference, out known))
        {
            return known;
        }

        return IpAddress.TryParse(reference, out IpAddress address) ? FindAddress(reference, address) : FindPod(reference);
    }

    private PlainParty? FindPod(string reference)
    {
        PlainParty? found = OfPod(reference);
        if (found is not null)
        {
            _pods.TryAdd(reference, found);
        }

        return found;
    }

    private PlainParty? FindAddress(string reference, IpAddress address)
    {
        PlainParty? found = OfAddress(address);
        if (found is not null)
        {
            // A concurrent dictionary takes all its locks to count itself.
            if (Interlocked.Increment(ref _addressCount) > MaxAddresses)
            {
                _addresses = new ConcurrentDictionary<string, PlainParty>(StringComparer.Ordinal);
                Volatile.Write(ref _addressCount, 1);
            }

            _addresses.TryAdd(reference, found);
        }

        return found;
    }

    private PlainParty? OfAddress(IpAddress address) =>
        snapshot.PartyAt(address) is { IsPlain: true, Endpoint: Party.NoEndpoint } party && !snapshot.Model.Services.Any(service => service.Addresses.Contains(address))
            ? new PlainParty(party, address.ToString(), lacksNamespace: false)
            : null;

    private PlainParty? OfPod(string reference)
    {
        if (reference.Split('/') is not [var @namespace, var name]
            || reference.AsSpan().ContainsAny(s_others)
            || WorkloadKinds.TryGet(@namespace, out _)
            || IpPrefix.TryParse(reference, out _)
            || !snapshot.TryGetPod(@namespace, name, out int index))
        {
            return null;
        }

        Endpoint endpoint = snapshot.Model.Endpoints[index];
        return endpoint.Kind == EndpointKind.Pod && snapshot.Parties.OfAny(index) is [{ IsPlain: true } party]
            ? new PlainParty(party, endpoint.ToString(), _undeclared.Value.Contains(@namespace))
            : null;
    }
}
