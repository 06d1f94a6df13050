using PolicyEngine.Fixes;
using PolicyEngine.Sets;

namespace PolicyEngine.Cli.Output;

/// <summary>Says what becomes of traffic, such as <c>becomes allowed: TCP 80</c>.</summary>
internal static class SideEffectWords
{
    public static string Of(SideEffect effect) => string.Join("; ", Parts(effect));

    private static IEnumerable<string> Parts(SideEffect effect)
    {
        foreach ((string word, TrafficSet traffic) in new[] { ("allowed", effect.Allowed), ("denied", effect.Denied), ("unknown", effect.Unknown) })
        {
            if (!traffic.IsEmpty)
            {
                yield return $"becomes {word}: {(traffic.IsAll ? "any traffic" : traffic.Describe())}";
            }
        }
    }
}
