using System.Diagnostics;
using PolicyEngine.Compilation;
using PolicyEngine.Queries;

namespace PolicyEngine.Cli.Output;

/// <summary>The words for verdicts, in text and JSON alike.</summary>
internal static class VerdictWords
{
    public static string Of(VerdictKind verdict) => verdict switch
    {
        VerdictKind.Allowed => "allowed",
        VerdictKind.Denied => "denied",
        VerdictKind.Partial => "partial",
        VerdictKind.Unknown => "unknown",
        VerdictKind.Ambiguous => "ambiguous",
        VerdictKind.NotApplicable => "not-applicable",
        _ => throw new UnreachableException(),
    };

    public static string Of(Outcome outcome) => outcome switch
    {
        Outcome.Allow => "allowed",
        Outcome.Deny => "denied",
        Outcome.Unknown => "unknown",
        Outcome.Ambiguous => "ambiguous",
        _ => throw new UnreachableException(),
    };

    public static Ink InkOf(VerdictKind verdict) => verdict switch
    {
        VerdictKind.Allowed => Ink.Good,
        VerdictKind.Denied => Ink.Bad,
        VerdictKind.NotApplicable => Ink.Plain,
        _ => Ink.Doubt,
    };

    public static Ink InkOf(Outcome outcome) => outcome switch
    {
        Outcome.Allow => Ink.Good,
        Outcome.Deny => Ink.Bad,
        _ => Ink.Doubt,
    };
}
