using System.Diagnostics;
using PolicyEngine.Compilation;
using PolicyEngine.Model;
using PolicyEngine.Queries;
using PolicyEngine.Text;

namespace PolicyEngine.Json;

/// <summary>The words for verdicts, severities and kinds of endpoints, in text and JSON alike.</summary>
public static class ResultWords
{
    /// <summary>The word for a verdict, such as <c>allowed</c>.</summary>
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

    /// <summary>The word for what a half decides, such as <c>denied</c>.</summary>
    public static string Of(Outcome outcome) => outcome switch
    {
        Outcome.Allow => "allowed",
        Outcome.Deny => "denied",
        Outcome.Unknown => "unknown",
        Outcome.Ambiguous => "ambiguous",
        _ => throw new UnreachableException(),
    };

    /// <summary>The word for a severity, such as <c>warning</c>.</summary>
    public static string Of(Severity severity) => severity switch
    {
        Severity.Error => "error",
        Severity.Warning => "warning",
        _ => "note",
    };

    /// <summary>The words for a kind of endpoint, such as <c>host endpoint</c>.</summary>
    public static string Of(EndpointKind kind) => kind switch
    {
        EndpointKind.Pod => "pod",
        EndpointKind.Workload => "workload",
        EndpointKind.HostNetworkPod => "host network pod",
        EndpointKind.FinishedPod => "finished pod",
        EndpointKind.HostEndpoint => "host endpoint",
        _ => throw new UnreachableException(),
    };
}
