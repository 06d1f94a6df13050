using System.Globalization;

namespace PolicyEngine.Cli.Sharding;

/// <summary>One of the pieces into which a run is split.</summary>
/// <param name="Number">Which, from 1.</param>
/// <param name="Count">How many there are.</param>
internal readonly record struct Shard(int Number, int Count)
{
    /// <summary>Reads <c>I/N</c>.</summary>
    public static Shard? Parse(string text) =>
        text.Split('/') is [var number, var count] && NumberOf(number) is { } i && NumberOf(count) is { } n && i <= n ? new Shard(i, n) : null;

    /// <summary>Whether what stands at a place of the list that is split belongs to this piece.</summary>
    /// <param name="place">The place, from 0.</param>
    public bool Holds(long place) => place % Count == Number - 1;

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Number}/{Count}");

    private static int? NumberOf(string text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number > 0 ? number : null;
}
