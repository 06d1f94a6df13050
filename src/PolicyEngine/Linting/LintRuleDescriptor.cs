using PolicyEngine.Text;

namespace PolicyEngine.Linting;

/// <summary>What a lint rule is about.</summary>
/// <param name="Id">Stable and never reused, such as <c>NP2001</c>. The digit after the letters is the group.</param>
/// <param name="Name">The rule's name in words, such as <c>dangling-policy</c>; as stable as the id.</param>
/// <param name="Severity">How much its findings matter, unless options say otherwise.</param>
/// <param name="Needs">What the input must hold for the rule to run.</param>
public sealed record LintRuleDescriptor(string Id, string Name, Severity Severity, LintNeeds Needs)
{
    /// <summary>What is found, in a few words without a final period, such as <c>policy selects nothing</c>.</summary>
    public required string Title { get; init; }

    /// <summary>What the rule looks at, why it matters and what to do, in Markdown.</summary>
    public required string Explanation { get; init; }

    /// <summary>Documents in which the rule finds something; empty where its findings need more than documents.</summary>
    public string Wrong { get; init; } = "";

    /// <summary>The documents mended: the rule finds nothing in them.</summary>
    public string Right { get; init; } = "";

    /// <summary>How seldom its findings are false alarms.</summary>
    public LintPrecision Precision { get; init; } = LintPrecision.High;

    /// <summary>Whether it runs only where options ask for it.</summary>
    public bool IsOptIn { get; init; }

    /// <summary>How much a finding matters to security, from 0.1 to 10 as code scanners count; null where it does not.</summary>
    public double? SecuritySeverity { get; init; }

    /// <summary>The group its id names.</summary>
    public LintGroup Group => Id.Length == 6 && Id.StartsWith("NP", StringComparison.Ordinal) && Id[2] is >= '1' and <= '8' ? (LintGroup)(Id[2] - '0') : LintGroup.Custom;

    /// <summary>A finding about a whole object.</summary>
    /// <param name="target">What it is about.</param>
    /// <param name="message">One sentence, lower-case start, no final period, user text in backticks.</param>
    public Finding At(LintTarget target, string message) => new(this, target, message);
}
