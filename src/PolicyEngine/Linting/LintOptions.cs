using System.Collections.Immutable;
using PolicyEngine.Expectations;
using PolicyEngine.Text;

namespace PolicyEngine.Linting;

/// <summary>How a linter works.</summary>
public sealed record LintOptions
{
    /// <summary>The options used unless others are given.</summary>
    public static LintOptions Default { get; } = new();

    /// <summary>Severities of rules, by id or name, in place of their own; a rule that is named here runs even where it is opt-in.</summary>
    public ImmutableDictionary<string, Severity> Severities { get; init; } = ImmutableDictionary.Create<string, Severity>(StringComparer.Ordinal);

    /// <summary>Rules that do not run, by id or name.</summary>
    public ImmutableHashSet<string> Disabled { get; init; } = ImmutableHashSet.Create<string>(StringComparer.Ordinal);

    /// <summary>Findings that are accepted.</summary>
    public ImmutableArray<LintSuppression> Suppressions { get; init => field = value.IsDefault ? [] : value; } = [];

    /// <summary>What must hold (NP4021).</summary>
    public ImmutableArray<Expectation> Assertions { get; init => field = value.IsDefault ? [] : value; } = [];

    /// <summary>The findings that were there before: those that are gone are told of (NP3012).</summary>
    public ImmutableArray<BaselineFinding> Baseline { get; init => field = value.IsDefault ? [] : value; } = [];

    /// <summary>The names of targets that the policies are rendered for, which rules about targets look at (NP8012 to NP8015).</summary>
    public ImmutableArray<string> RenderFor { get; init => field = value.IsDefault ? [] : value; } = [];

    /// <summary>Whether comments and annotations of the input may accept findings.</summary>
    public bool AllowsInlineSuppressions { get; init; } = true;

    /// <summary>The day on which suppressions and staged policies are looked at; null to take none for expired, nor for old.</summary>
    public DateOnly? Today { get; init; }

    /// <summary>What rules take for much, sensitive or foreign.</summary>
    public LintParameters Parameters { get; init; } = LintParameters.Default;
}
