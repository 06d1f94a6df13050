namespace PolicyEngine.Cli.Linting;

/// <summary>A finding that was there before.</summary>
/// <param name="Fingerprint">Which finding.</param>
/// <param name="Rule">The rule's id.</param>
/// <param name="Object">What it is about.</param>
/// <param name="FirstSeen">The day it was taken in.</param>
/// <param name="Owner">Who sees to it; null where nobody is named.</param>
internal sealed record BaselineEntry(string Fingerprint, string Rule, string Object, DateOnly FirstSeen, string? Owner);
