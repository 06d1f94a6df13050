using PolicyEngine.Sets;

namespace PolicyEngine.Renderers.Reading;

/// <summary>What one part of an element of a set stands for.</summary>
internal abstract record FieldValue;

/// <summary>The addresses from one to another.</summary>
internal sealed record AddressValue(IpAddress Low, IpAddress High) : FieldValue
{
    public AddressValue(IpPrefix prefix)
        : this(prefix.First, prefix.Last)
    {
    }

    public bool Contains(IpAddress address) => address.Family == Low.Family && Low <= address && address <= High;
}

/// <summary>The numbers from one to another: ports, protocols, marks, bits of a state.</summary>
internal sealed record NumberValue(uint Low, uint High) : FieldValue
{
    public bool Contains(uint number) => Low <= number && number <= High;
}

/// <summary>Names of interfaces.</summary>
internal sealed record InterfaceValue(InterfacePattern Pattern) : FieldValue;

/// <summary>Another set.</summary>
internal sealed record SetValue(string Name) : FieldValue;
