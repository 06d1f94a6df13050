using PolicyEngine.Compilation;
using PolicyEngine.Model;
using PolicyEngine.Queries;

namespace PolicyEngine.Linting;

/// <summary>A rule of which nothing gets through, because the other side denies all that it allows.</summary>
/// <param name="Policy">The policy.</param>
/// <param name="Rule">The rule.</param>
/// <param name="Example">A flow that it allows.</param>
/// <param name="Denial">What denies the example.</param>
/// <param name="WantsOthers">Whether a rule of the other side names this one for other traffic.</param>
internal sealed record BlockedRule(Policy Policy, Rule Rule, Flow Example, Decision Denial, bool WantsOthers)
{
    public string Words => $"`{Example.Source.KnownEndpoint}` to `{Example.Destination.KnownEndpoint}`, {Example.Traffic}";
}
