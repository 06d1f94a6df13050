using PolicyEngine.Compilation;
using PolicyEngine.Queries;

namespace PolicyEngine.Cli.Output;

/// <summary>The colours of verdicts.</summary>
internal static class VerdictInk
{
    public static Ink Of(VerdictKind verdict) => verdict switch
    {
        VerdictKind.Allowed => Ink.Good,
        VerdictKind.Denied => Ink.Bad,
        VerdictKind.NotApplicable => Ink.Plain,
        _ => Ink.Doubt,
    };

    public static Ink Of(Outcome outcome) => outcome switch
    {
        Outcome.Allow => Ink.Good,
        Outcome.Deny => Ink.Bad,
        _ => Ink.Doubt,
    };
}
