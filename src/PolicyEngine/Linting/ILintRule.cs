namespace PolicyEngine.Linting;

/// <summary>
/// Something worth telling about policies, and how to find it. Rules have no state; one object serves all threads. The rules of a linter look at an
/// input at the same time.
/// </summary>
public interface ILintRule
{
    /// <summary>What the rule is about. Its id is unique among the rules of a linter.</summary>
    LintRuleDescriptor Descriptor { get; }

    /// <summary>
    /// Finds all places in the input. Called only where the input has what the rule needs; severity, suppression and order are the
    /// linter's business.
    /// </summary>
    /// <param name="context">The input.</param>
    IEnumerable<Finding> Analyze(LintContext context);
}
