using System.Collections.Immutable;
using PolicyEngine.Sets;

namespace PolicyEngine.Renderers.Reading;

/// <summary>A set, or a map to verdicts.</summary>
internal sealed class LoadedSet
{
    private readonly Lazy<AddressSet?> _addresses;

    public LoadedSet(string name, IpFamily? family, ImmutableArray<SetField> fields, ImmutableArray<SetElement> elements)
    {
        (Name, Family, Fields, Elements) = (name, family, fields, elements);
        _addresses = new Lazy<AddressSet?>(FindAddresses);
    }

    public string Name { get; }

    /// <summary>The family of its addresses; null where it holds none, or of either.</summary>
    public IpFamily? Family { get; }

    public ImmutableArray<SetField> Fields { get; }

    public ImmutableArray<SetElement> Elements { get; }

    /// <summary>The number of parts that a rule names sides for: an ipset counts a port and its protocol as one.</summary>
    public int Dimensions => Fields.Count(part => part != SetField.Protocol);

    /// <summary>All addresses in it, if it is a set of addresses alone.</summary>
    public AddressSet? Addresses => _addresses.Value;

    public LoadedSet With(ImmutableArray<SetElement> elements) => new(Name, Family, Fields, elements);

    private AddressSet? FindAddresses() =>
        Fields is [SetField.Address] && Elements.All(element => element is { Values: [AddressValue], Verdict: null })
            ? AddressLayers.Fold(Elements)
            : null;
}
