using PolicyEngine.Linting;

namespace PolicyEngine.Cli.Linting;

/// <summary>A finding that was there before.</summary>
/// <param name="Finding">Which finding.</param>
/// <param name="FirstSeen">The day it was taken in.</param>
/// <param name="Owner">Who sees to it; null where nobody is named.</param>
internal sealed record BaselineEntry(BaselineFinding Finding, DateOnly FirstSeen, string? Owner);
