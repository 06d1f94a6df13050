namespace PolicyEngine.Linting;

/// <summary>A rule that was not run, which says nothing about what it would have found.</summary>
/// <param name="Rule">The rule.</param>
/// <param name="Reason">What the input lacks.</param>
public sealed record RuleNotRun(LintRuleDescriptor Rule, string Reason);
