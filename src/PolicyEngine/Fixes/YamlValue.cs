using System.Collections.Immutable;
using System.Globalization;

namespace PolicyEngine.Fixes;

/// <summary>A value of a document to write.</summary>
internal abstract record YamlValue
{
    public static implicit operator YamlValue(string text) => new YamlScalar(text, IsText: true);

    public static implicit operator YamlValue(double number) => new YamlScalar(number.ToString("R", CultureInfo.InvariantCulture), IsText: false);

    public static implicit operator YamlValue(bool flag) => new YamlScalar(flag ? "true" : "false", IsText: false);
}

/// <summary>A text, or a number or truth value.</summary>
internal sealed record YamlScalar(string Text, bool IsText) : YamlValue;

/// <summary>A list.</summary>
internal sealed record YamlSequence(ImmutableArray<YamlValue> Items) : YamlValue
{
    public static YamlSequence Of(params IEnumerable<YamlValue> items) => new([.. items]);
}

/// <summary>An object; its members stay in order.</summary>
internal sealed record YamlMapping(ImmutableArray<(string Key, YamlValue Value)> Members) : YamlValue
{
    /// <summary>The members that have a value.</summary>
    public static YamlMapping Of(params ReadOnlySpan<(string Key, YamlValue? Value)> members)
    {
        ImmutableArray<(string, YamlValue)>.Builder present = ImmutableArray.CreateBuilder<(string, YamlValue)>();
        foreach ((string key, YamlValue? value) in members)
        {
            if (value is not null)
            {
                present.Add((key, value));
            }
        }

        return new YamlMapping(present.ToImmutable());
    }
}
