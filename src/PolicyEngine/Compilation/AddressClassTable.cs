using System.Collections.Immutable;
using PolicyEngine.Model;
using PolicyEngine.Sets;

namespace PolicyEngine.Compilation;

/// <summary>Interns address classes: addresses that no rule tells apart get one class. Not thread-safe but for reading the classes.</summary>
internal sealed class AddressClassTable(SignatureTable signatures)
{
    private readonly Dictionary<ClassKey, AddressClass> _classes = [];
    private readonly Dictionary<(int, int), AddressOwner> _owners = [];
    private readonly Dictionary<OwnerList, int> _ownerLists = [];
    private readonly Dictionary<PortList, int> _portLists = new() { [new PortList([])] = 0 };

    public GrowingList<AddressClass> Classes { get; } = new();

    /// <summary>What an endpoint is to rules that meet it as a peer; only ports that rules name count.</summary>
    public AddressOwner OwnerOf(Signature selectors, ImmutableArray<EndpointPort> ports, HashSet<string> namedByRules)
    {
        var mentioned = new PortList(Mentioned(ports, namedByRules));
        if (!_portLists.TryGetValue(mentioned, out int portsId))
        {
            portsId = _portLists.Count;
            _portLists.Add(mentioned, portsId);
        }

        if (!_owners.TryGetValue((selectors.Id, portsId), out AddressOwner? owner))
        {
            owner = new AddressOwner(selectors, mentioned.Ports, portsId);
            _owners.Add((selectors.Id, portsId), owner);
        }

        return owner;
    }

    /// <summary>The class of a known address.</summary>
    public AddressClass Known(IpFamily family, Signature addressSets, Signature setSelectors, ReadOnlySpan<AddressOwner> owners)
    {
        Signature selectors = setSelectors;
        foreach (AddressOwner owner in owners)
        {
            selectors = signatures.Union(selectors, owner.Selectors);
        }

        return Intern(family, true, selectors, addressSets, signatures.Empty, signatures.Empty, owners);
    }

    /// <summary>The class of an endpoint whose address is not known.</summary>
    public AddressClass Unknown(
        IpFamily family, AddressOwner? owner, Signature certainSets, Signature possibleSets, Signature possibleSelectors) =>
        Intern(
            family,
            false,
            owner?.Selectors ?? signatures.Empty,
            certainSets,
            possibleSelectors,
            possibleSets,
            owner is null ? [] : [owner]);

    private AddressClass Intern(
        IpFamily family,
        bool known,
        Signature selectors,
        Signature addressSets,
        Signature possibleSelectors,
        Signature possibleSets,
        ReadOnlySpan<AddressOwner> owners)
    {
        // Owners matter apart from the selectors they satisfy only for the ports they name.
        int ownersId = 0;
        ImmutableArray<AddressOwner> named = Naming(owners);
        if (!named.IsEmpty)
        {
            var list = new OwnerList(named.Length == 1 ? [(named[0].Selectors.Id, named[0].PortsId)] : [.. named.Select(owner => (owner.Selectors.Id, owner.PortsId)).Order()]);
            if (!_ownerLists.TryGetValue(list, out ownersId))
            {
                ownersId = _ownerLists.Count + 1;
                _ownerLists.Add(list, ownersId);
            }
        }

        var key = new ClassKey(family, known, selectors.Id, addressSets.Id, ownersId);
        if (!_classes.TryGetValue(key, out AddressClass? found))
        {
            found = new AddressClass
            {
                Id = Classes.Count,
                Family = family,
                IsAddressKnown = known,
                Selectors = selectors,
                AddressSets = addressSets,
                PossibleSelectors = possibleSelectors,
                PossibleAddressSets = possibleSets,
                Owners = named,
            };
            Classes.Add(found);
            _classes.Add(key, found);
        }

        return found;
    }

    private static ImmutableArray<EndpointPort> Mentioned(ImmutableArray<EndpointPort> ports, HashSet<string> namedByRules)
    {
        ImmutableArray<EndpointPort> mentioned = ports;
        for (int place = ports.Length - 1; place >= 0; place--)
        {
            mentioned = namedByRules.Contains(ports[place].Name) ? mentioned : mentioned.RemoveAt(place);
        }

        return mentioned;
    }

    /// <summary>The owners with ports that rules name, each once.</summary>
    private static ImmutableArray<AddressOwner> Naming(ReadOnlySpan<AddressOwner> owners)
    {
        ImmutableArray<AddressOwner> naming = [];
        foreach (AddressOwner owner in owners)
        {
            naming = owner.PortsId == 0 || naming.Contains(owner) ? naming : naming.Add(owner);
        }

        return naming;
    }

    private readonly record struct ClassKey(IpFamily Family, bool Known, int Selectors, int AddressSets, int Owners);

    private readonly record struct OwnerList(ImmutableArray<(int, int)> Owners)
    {
        public bool Equals(OwnerList other) => Owners.AsSpan().SequenceEqual(other.Owners.AsSpan());

        public override int GetHashCode() => Owners.Aggregate(Owners.Length, HashCode.Combine);
    }

    private readonly record struct PortList(ImmutableArray<EndpointPort> Ports)
    {
        public bool Equals(PortList other) => Ports.AsSpan().SequenceEqual(other.Ports.AsSpan());

        public override int GetHashCode() => Ports.Aggregate(Ports.Length, HashCode.Combine);
    }
}
