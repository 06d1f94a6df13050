using System.Text.RegularExpressions;

namespace PolicyEngine.Renderers.Node;

/// <content>What is logged, and how.</content>
internal sealed partial record FelixSettings
{
    /// <summary>How lines of the action <c>log</c> begin, with the specifiers <c>%t</c>, <c>%k</c>, <c>%n</c> and <c>%p</c>.</summary>
    public string LogPrefix => TextOrNone(nameof(LogPrefix)) ?? "calico-packet";

    /// <summary>How often the action <c>log</c> logs at most, such as <c>10/minute</c>; null for always.</summary>
    public string? LogActionRateLimit =>
        Text(nameof(LogActionRateLimit)) is { } rate && RatePattern().IsMatch(rate) ? rate : null;

    public int LogActionRateLimitBurst => Number(nameof(LogActionRateLimitBurst), 5, 0, 9999);

    /// <summary>Whether somebody collects what policies decide.</summary>
    public bool FlowLogsEnabled =>
        TextOrNone("FlowLogsGoldmaneServer") is not null || OneOf("FlowLogsLocalReporter", "Disabled", "Enabled") == "Enabled";

    [GeneratedRegex(@"^[1-9]\d{0,3}/(second|minute|hour|day)\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex RatePattern();
}
