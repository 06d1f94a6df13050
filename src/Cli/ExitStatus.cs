using System.Diagnostics;
using PolicyEngine.Queries;

namespace PolicyEngine.Cli;

/// <summary>What the process says to the shell.</summary>
internal static class ExitStatus
{
    /// <summary>Allowed, or a match, or done.</summary>
    public const int Yes = 0;

    /// <summary>Denied at least in part, or no match.</summary>
    public const int No = 1;

    /// <summary>The command line, the input or the question is wrong.</summary>
    public const int Error = 2;

    /// <summary>The input or the API does not suffice to tell.</summary>
    public const int Unknown = 3;

    /// <summary>A fault of this program (<c>EX_SOFTWARE</c>).</summary>
    public const int InternalError = 70;

    /// <summary>Stopped by the interrupt key: 128 and the number of the signal.</summary>
    public const int Interrupted = 130;

    public static int Of(VerdictKind verdict) => verdict switch
    {
        VerdictKind.Allowed or VerdictKind.NotApplicable => Yes,
        VerdictKind.Denied or VerdictKind.Partial => No,
        VerdictKind.Unknown or VerdictKind.Ambiguous => Unknown,
        _ => throw new UnreachableException(),
    };
}
