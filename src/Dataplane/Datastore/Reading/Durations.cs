using System.Buffers;
using System.Globalization;

namespace PolicyEngine.Dataplane.Datastore.Reading;

/// <summary>Spans of time as Go writes them: <c>90s</c>, <c>1m30s</c>.</summary>
internal static class Durations
{
    private static readonly SearchValues<char> s_units = SearchValues.Create("hms");

    public static TimeSpan? Read(Fields fields, string field)
    {
        if (fields.Text(field) is not { } text)
        {
            return null;
        }

        if (TryParse(text, out TimeSpan duration))
        {
            return duration;
        }

        fields.Report(DatastoreDiagnostics.WrongType, fields.Value(field)!.Span, $"`{fields.PathOf(field)}` is `{text}`, expected a duration such as `90s`");
        return null;
    }

    public static string Write(TimeSpan duration) => string.Create(CultureInfo.InvariantCulture, $"{(long)duration.TotalSeconds}s");

    private static bool TryParse(string text, out TimeSpan duration)
    {
        duration = TimeSpan.Zero;
        int start = 0;
        for (int length = text.AsSpan().IndexOfAny(s_units); length >= 0; length = text.AsSpan(start).IndexOfAny(s_units))
        {
            if (!uint.TryParse(text.AsSpan(start, length), NumberStyles.None, CultureInfo.InvariantCulture, out uint number))
            {
                return false;
            }

            duration += TimeSpan.FromSeconds((double)number * (text[start + length] switch { 'h' => 3600, 'm' => 60, _ => 1 }));
            start += length + 1;
        }

        return start > 0 && start == text.Length;
    }
}
