namespace PolicyEngine.Linting;

/// <summary>A rule that was not run, which says nothing about what it would have found.</summary>
/// <param name="Rule">The rule.</param>
/// <param name="Missing">What it needs and the input does not hold.</param>
public sealed record RuleNotRun(LintRuleDescriptor Rule, LintNeeds Missing)
{
    /// <summary>What the input lacks, each in words.</summary>
    public IEnumerable<string> Lacking => LintInventory.Words(Missing);

    /// <summary>What the input lacks, as a sentence without its full stop.</summary>
    public string Reason => $"the input has no {string.Join(", no ", Lacking)}";
}
