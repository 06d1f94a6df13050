using System.Globalization;

namespace FleetWorker;

/// <summary>One of the pieces into which a run is split.</summary>
/// <param name="Number">Which, from 1.</param>
/// <param name="Count">How many there are.</param>
internal readonly record struct Shard(int Number, int Count)
{
    /// <summary>Reads <c>I/N</c>, which is what a message says.</summary>
    public static Shard? Parse(string text) =>
        text.Split('/') is [var number, var count] && NumberOf(number) is { } i && NumberOf(count) is { } n && i <= n ? new Shard(i, n) : null;

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Number}/{Count}");

    private static int? NumberOf(string text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number > 0 ? number : null;
}
