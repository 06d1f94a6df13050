using System.Globalization;
using PolicyEngine.Documents;

namespace PolicyEngine.Dataplane.Datastore.Reading;

/// <summary>Reads AS numbers, which may be written in two halves: <c>64512</c>, <c>1.10</c>.</summary>
internal static class AsNumbers
{
    public static uint? Read(Fields fields, string field)
    {
        if (fields.Value(field) is not { } value)
        {
            return null;
        }

        return value is ScalarNode { Text: var text } && text.Split('.') is [var high, var low] && IsHalf(high, out ushort upper) && IsHalf(low, out ushort lower)
            ? ((uint)upper << 16) | lower
            : (uint?)fields.Number(value, fields.PathOf(field), 0, uint.MaxValue);
    }

    private static bool IsHalf(string text, out ushort half) => ushort.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out half);
}
