using System.Collections.Immutable;
using PolicyEngine.Text;

namespace PolicyEngine.Linting;

/// <summary>What a lint rule found.</summary>
/// <param name="Rule">The rule.</param>
/// <param name="Target">What it is about.</param>
/// <param name="Message">One sentence, lower-case start, no final period, user text in backticks.</param>
public sealed record Finding(LintRuleDescriptor Rule, LintTarget Target, string Message)
{
    /// <summary>How much it matters; the linter sets it from the rule and its options.</summary>
    public Severity Severity { get; init; } = Rule.Severity;

    /// <summary>What to do about it, as an order without a final period; empty where the rule's explanation says all.</summary>
    public string Hint { get; init; } = "";

    /// <summary>Other places it has to do with.</summary>
    public ImmutableArray<RelatedPlace> Related { get; init => field = value.IsDefault ? [] : value; } = [];

    /// <summary>A change that removes it; null where there is none.</summary>
    public LintFix? Fix { get; init; }

    /// <summary>Where the text it is about begins.</summary>
    public SourceSpan Span => Target.Span;

    /// <summary>The line in which the text ends, counted from 1; the linter sets it where it has the text.</summary>
    public int EndLine { get; init; }

    /// <summary>The column after the text's last character, counted from 1.</summary>
    public int EndColumn { get; init; }

    /// <summary>
    /// Identifies the finding however the text around it moves: a hash of the rule, the object and what was found. Empty until
    /// the linter has set it.
    /// </summary>
    public string Fingerprint { get; init; } = "";

    /// <inheritdoc/>
    public bool Equals(Finding? other) =>
        other is not null
        && Rule == other.Rule
        && Target == other.Target
        && Message == other.Message
        && Severity == other.Severity
        && Hint == other.Hint
        && Related.SequenceEqual(other.Related)
        && Fix == other.Fix
        && (EndLine, EndColumn) == (other.EndLine, other.EndColumn)
        && Fingerprint == other.Fingerprint;

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Rule.Id, Target, Message, Severity);

    /// <summary>The form compilers print: <c>file:line:column: severity CODE: message</c>.</summary>
    public override string ToString() => $"{Span}: {Severity.ToString().ToLowerInvariant()} {Rule.Id}: {Message}";
}
