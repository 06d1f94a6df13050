using System.Collections.Immutable;
using PolicyEngine.Expectations;

namespace PolicyEngine.Testing;

/// <summary>Policies are not as a test says. The message names what decided, with file and line.</summary>
public sealed class PolicyAssertException : Exception
{
    internal PolicyAssertException(string message)
        : base(message)
    {
    }

    internal PolicyAssertException(ImmutableArray<ExpectationResult> results)
        : this(string.Join("\n", results.SelectMany(FailureText.Lines))) =>
        Results = results;

    /// <summary>What was expected and does not hold, or could not be judged; empty where documents could not be read.</summary>
    public ImmutableArray<ExpectationResult> Results { get; } = [];
}
