using System.Globalization;
using PolicyEngine.Cli.Output.Lint;
using PolicyEngine.Expectations;
using PolicyEngine.Json;
using PolicyEngine.Queries;

namespace PolicyEngine.Cli.Output.Tests;

/// <summary>The words for expectations, in all forms alike.</summary>
internal static class ExpectationWords
{
    /// <summary>The name of an expectation and what it is about.</summary>
    public static string Title(Expectation expectation) =>
        expectation.Name.Length == 0 ? expectation.Subject : $"{expectation.Name}: {expectation.Subject}";

    /// <summary>What is expected, as files say it.</summary>
    public static string Expected(VerdictKind verdict) => verdict switch
    {
        VerdictKind.Allowed => "allow",
        VerdictKind.Denied => "deny",
        _ => ResultWords.Of(verdict),
    };

    /// <summary>What is otherwise than expected.</summary>
    public static string Problem(ExpectationResult result)
    {
        string pairs = result.Pairs == 1 ? "" : string.Create(CultureInfo.InvariantCulture, $" ({result.FailedPairs} of {result.Pairs} pairs)");
        return result.Expectation.Verdict is { } expected
            ? $"expected {Expected(expected)}, is {ResultWords.Of(result.Verdict ?? VerdictKind.NotApplicable)}{pairs}"
            : string.Create(CultureInfo.InvariantCulture, $"expected nothing but what is listed, {result.FailedPairs} {(result.FailedPairs == 1 ? "pair is" : "pairs are")} otherwise");
    }

    /// <summary>What stands before the part of an answer that is otherwise; empty where that needs no word.</summary>
    public static string Prefix(ExpectationFailureKind kind) => kind switch
    {
        ExpectationFailureKind.ListedNotAllowed => "listed, ",
        ExpectationFailureKind.NotListed => "not listed, ",
        _ => "",
    };

    /// <summary>The stable name of a kind of failure.</summary>
    public static string Code(ExpectationFailureKind kind) => kind switch
    {
        ExpectationFailureKind.ListedNotAllowed => "LISTED_NOT_ALLOWED",
        ExpectationFailureKind.NotListed => "NOT_LISTED",
        _ => "OTHER_VERDICT",
    };

    /// <summary>The stable name of an outcome.</summary>
    public static string Of(ExpectationOutcome outcome) => outcome switch
    {
        ExpectationOutcome.Passed => "passed",
        ExpectationOutcome.Failed => "failed",
        _ => "error",
    };

    /// <summary>How much of the rules is covered, in words.</summary>
    public static string Summary(RuleCoverage coverage) =>
        string.Create(CultureInfo.InvariantCulture, $"covered {coverage.Covered} of {Words.Count(coverage.Rules.Length, "rule")} ({Math.Floor(coverage.Percent):0} %)");
}
