using System.Text.RegularExpressions;

namespace Kernel.Tests.Loading;

/// <summary>Which rules have counted a packet, of two listings: the way it took, as the kernel tells.</summary>
internal static partial class CounterChange
{
    /// <summary>The lines whose counters went up.</summary>
    public static IEnumerable<string> Between(IEnumerable<string> before, IEnumerable<string> after) =>
        before.Zip(after).Where(pair => Counts().Matches(pair.First).Zip(Counts().Matches(pair.Second)).Any(match => match.First.Value != match.Second.Value))
            .Select(pair => pair.Second.Trim());

    [GeneratedRegex(@"\[\d+:\d+\]|counter packets \d+ bytes \d+", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Counts();
}
