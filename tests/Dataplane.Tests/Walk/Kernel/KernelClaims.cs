using System.Globalization;
using System.Text.RegularExpressions;
using PolicyEngine.Dataplane.Walk;

namespace Dataplane.Tests.Walk.Kernel;

/// <summary>What the cases say in words about the way of a packet from a pod of n1 to one of n2.</summary>
internal static partial class KernelClaims
{
    /// <summary>Holds a way against what is said of it; words of another kind fail.</summary>
    public static void Holds(string words, PacketTrace trace)
    {
        Action claim = words.ToUpperInvariant() switch
        {
            var text when text.StartsWith("PASSES", StringComparison.Ordinal) || text.StartsWith("DELIVERED", StringComparison.Ordinal) => () => Assert.Equal(WalkEnd.Delivered, trace.End),
            var text when text.Contains("WRONG NODE", StringComparison.Ordinal) => () => LostAt("n3", trace),
            var text when text.Contains("AT SENDER", StringComparison.Ordinal) || text.Contains("AT THE SENDER", StringComparison.Ordinal) => () => LostAt("n1", trace),
            var text when text.Contains("AT RECEIVER", StringComparison.Ordinal) || text.Contains("AT THE RECEIV", StringComparison.Ordinal) => () => LostAt("n2", trace),
            var text when text.Contains("FRAGMENTATION NEEDED", StringComparison.Ordinal) => () => RefusedAsTooBig(Mtu().Match(words).Groups["octets"].Value, trace),
            var text when text.StartsWith("TIME EXCEEDED FROM THE REMOTE NODE", StringComparison.Ordinal) => () => Assert.Equal((WalkEnd.TimeToLiveExceeded, "n2", WalkEnd.Delivered), (trace.End, trace.Stack, trace.Answer?.End)),
            var text when text.Contains("DEFAULT GATEWAY", StringComparison.Ordinal) || text.Contains("DEFAULT ROUTE", StringComparison.Ordinal) => () => Assert.Contains(trace.Steps.OfType<RoutedStep>(), step => step.Stack == "n1" && step.Route.Destination.Length == 0),
            var text when text.Contains("NO ICMP", StringComparison.Ordinal) || text.Contains("WITHOUT ICMP", StringComparison.Ordinal) || text.Contains("SILENT", StringComparison.Ordinal) || text.Contains("DROP", StringComparison.Ordinal) || text.Contains("LOST", StringComparison.Ordinal) => () => Silently(trace),
            var text when text.Contains("EINVAL", StringComparison.Ordinal) || text.Contains("INVALID ARGUMENT", StringComparison.Ordinal) => () => Assert.Equal((WalkEnd.Blackholed, "n1"), (trace.End, trace.Stack)),
            _ => () => Assert.Fail($"nobody here knows what `{words}` means"),
        };
        claim();
    }

    private static void LostAt(string stack, PacketTrace trace) => Assert.Equal((stack, false), (trace.Stack, trace.IsDelivered));

    private static void Silently(PacketTrace trace) => Assert.Equal((false, null), (trace.IsDelivered, trace.Answer));

    private static void RefusedAsTooBig(string mtu, PacketTrace trace) =>
        Assert.Equal((WalkEnd.TooBig, "n1", int.Parse(mtu, CultureInfo.InvariantCulture)), (trace.End, trace.Stack, trace.Answer?.Packet.NextHopMtu));

    [GeneratedRegex("MTU (?<octets>[0-9]+)", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Mtu();
}
