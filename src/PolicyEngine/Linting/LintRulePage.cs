using System.Globalization;
using System.Text;
using PolicyEngine.Linting.Suppressing;

namespace PolicyEngine.Linting;

/// <summary>The page that explains a rule.</summary>
public static class LintRulePage
{
    /// <summary>The page, in Markdown.</summary>
    /// <param name="rule">The rule.</param>
    public static string Of(LintRuleDescriptor rule)
    {
        ArgumentNullException.ThrowIfNull(rule);
        var page = new StringBuilder();
        page.Append(CultureInfo.InvariantCulture, $"""
            # {rule.Id}: {rule.Title}

            | | |
            | --- | --- |
            | Name | `{rule.Name}` |
            | Severity | {SeverityOf(rule)} |
            | Needs | {NeedsOf(rule)} |
            | Precision | {PrecisionOf(rule)} |

            {rule.Explanation.Trim()}

            """);
        AppendExample(page, "Wrong", rule.Wrong);
        AppendExample(page, "Right", rule.Right);
        page.Append(CultureInfo.InvariantCulture, $"""

            ## Accepting a finding

            In the object or its namespace, or in a comment before the line:

            ```yaml
            metadata:
              annotations:
                {AnnotationDirectives.Key}: {rule.Id}=why it is as it should be
            ```

            ```yaml
            # netpol-lint-disable-next-line {rule.Id} -- why it is as it should be
            ```

            For many objects, or for good, in `netpol.yaml`:

            ```yaml
            lint:
              suppressions:
              - rule: {rule.Id}
                objects: NetworkPolicy/shop/*
                reason: why it is as it should be
              rules:
                {rule.Id}: off
            ```

            """);
        return page.ToString();
    }

    private static void AppendExample(StringBuilder page, string title, string documents)
    {
        if (documents.Length > 0)
        {
            page.Append(CultureInfo.InvariantCulture, $"""

                ## {title}

                ```yaml
                {documents.TrimEnd()}
                ```

                """);
        }
    }

    private static string SeverityOf(LintRuleDescriptor rule)
    {
        string severity = rule.Severity.ToString().ToLowerInvariant();
        return rule.IsOptIn ? $"off; {severity} where it is asked for" : severity;
    }

    private static string NeedsOf(LintRuleDescriptor rule) =>
        rule.Needs == LintNeeds.None ? "the object alone" : string.Join(", ", LintInventory.Words(rule.Needs));

    private static string PrecisionOf(LintRuleDescriptor rule) => rule.Precision switch
    {
        LintPrecision.VeryHigh => "very high: what it finds is so whatever was meant",
        LintPrecision.High => "high: what it finds is so, and is hardly ever meant",
        _ => "medium: what it finds is so, and may well be meant",
    };
}
