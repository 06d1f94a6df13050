using System.Collections.Immutable;
using System.Globalization;
using PolicyEngine.Fixes;

namespace PolicyEngine.Testing.Documents;

/// <summary>A value of a generated document that knows what may be left out of it.</summary>
internal abstract record Part
{
    /// <summary>The same with one thing left out or put more simply.</summary>
    public abstract IEnumerable<Part> Smaller { get; }

    public abstract YamlValue ToYaml();

    public static implicit operator Part(string text) => new Leaf(new YamlScalar(text, IsText: true), []);

    public static implicit operator Part(int number) => new Leaf(new YamlScalar(number.ToString(CultureInfo.InvariantCulture), IsText: false), []);
}

/// <summary>A text or a number.</summary>
/// <param name="Value">The value.</param>
/// <param name="Simpler">What says less in its place.</param>
internal sealed record Leaf(YamlScalar Value, ImmutableArray<Part> Simpler) : Part
{
    public override IEnumerable<Part> Smaller => Simpler;

    public override YamlValue ToYaml() => Value;
}

/// <summary>A list, any of whose items may be left out but for the last ones.</summary>
/// <param name="Values">The items.</param>
/// <param name="Least">How many there must be.</param>
internal sealed record Items(ImmutableArray<Part> Values, int Least = 0) : Part
{
    public override IEnumerable<Part> Smaller =>
    [
        .. Values.Length > Least ? Values.Select((_, index) => this with { Values = Values.RemoveAt(index) }) : [],
        .. Values.SelectMany((value, index) => value.Smaller.Select(smaller => this with { Values = Values.SetItem(index, smaller) })),
    ];

    public override YamlValue ToYaml() => YamlSequence.Of(Values.Select(value => value.ToYaml()));
}

/// <summary>An object.</summary>
/// <param name="Members">The members in order.</param>
internal sealed record Fields(params ImmutableArray<Field> Members) : Part
{
    public override IEnumerable<Part> Smaller => SmallerFields;

    public IEnumerable<Fields> SmallerFields =>
    [
        .. Members.Where(member => member.IsOptional).Select(member => new Fields(Members.Remove(member))),
        .. Members.SelectMany((member, index) => member.Value.Smaller.Select(smaller => new Fields(Members.SetItem(index, member with { Value = smaller })))),
    ];

    public override YamlValue ToYaml() => new YamlMapping([.. Members.Select(member => (member.Key, member.Value.ToYaml()))]);
}

/// <summary>A member of an object.</summary>
/// <param name="Key">Its name.</param>
/// <param name="Value">Its value.</param>
/// <param name="IsOptional">Whether it may be left out.</param>
internal sealed record Field(string Key, Part Value, bool IsOptional = false);
