using System.Buffers;
using System.Collections.Concurrent;
using System.Collections.Frozen;
using PolicyEngine.Binding;
using PolicyEngine.Model;
using PolicyEngine.Sets;

namespace PolicyEngine.Queries;

/// <summary>
/// The names that stand for one plain party and mean the same on either side of a question, each looked up once.
/// </summary>
internal sealed class PlainNames(PolicySnapshot snapshot)
{
    private const int Capacity = 65_536;

    // What a name with one of these stands for is more than a pod, or less.
    private static readonly SearchValues<char> s_others = SearchValues.Create(":*");

    private readonly ConcurrentDictionary<string, PlainParty> _known = new(StringComparer.Ordinal);

    private readonly Lazy<FrozenSet<string>> _undeclared = new(() =>
        snapshot.Model.Namespaces.Where(candidate => !candidate.IsDeclared).Select(candidate => candidate.Name).ToFrozenSet(StringComparer.Ordinal));

    /// <summary>The party; null where the name stands for anything else, or for nothing.</summary>
    public PlainParty? Find(string reference)
    {
        if (_known.TryGetValue(reference, out PlainParty? known))
        {
            return known;
        }

        PlainParty? found = IpAddress.TryParse(reference, out IpAddress address) ? OfAddress(address) : OfPod(reference);
        if (found is not null)
        {
            // Bounded: emptied when it is full.
            if (_known.Count >= Capacity)
            {
                _known.Clear();
            }

            _known.TryAdd(reference, found);
        }

        return found;
    }

    private PlainParty? OfAddress(IpAddress address) =>
        snapshot.PartyAt(address) is { IsPlain: true, Endpoint: Party.NoEndpoint } party && !snapshot.Model.Services.Any(service => service.Addresses.Contains(address))
            ? new PlainParty(party, address.ToString(), LacksNamespace: false)
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
