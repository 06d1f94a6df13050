using System.Globalization;

namespace PolicyEngine.Dataplane.Datastore.Reading;

/// <summary>Points in time as RFC 3339 writes them, counted from 1970.</summary>
internal static class Times
{
    public static TimeSpan? Read(Fields fields, string field)
    {
        if (fields.Text(field) is not { } text)
        {
            return null;
        }

        if (DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset time))
        {
            return time - DateTimeOffset.UnixEpoch;
        }

        fields.Report(DatastoreDiagnostics.WrongType, fields.Value(field)!.Span, $"`{fields.PathOf(field)}` is `{text}`, expected a time");
        return null;
    }

    public static string Write(TimeSpan sinceEpoch) =>
        (DateTimeOffset.UnixEpoch + sinceEpoch).ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", CultureInfo.InvariantCulture);
}
