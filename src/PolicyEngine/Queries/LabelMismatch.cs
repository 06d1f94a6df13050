using PolicyEngine.Binding;
using PolicyEngine.Selectors;

namespace PolicyEngine.Queries;

/// <summary>A label that is not as a selector needs it.</summary>
/// <param name="requirement">What the selector needs.</param>
/// <param name="observed">The label's value; null where it is absent.</param>
internal readonly struct LabelMismatch(LabelRequirement requirement, string? observed)
{
    private const int MaxValues = 4;

    /// <summary>The mismatch; null where the labels are as required.</summary>
    public static LabelMismatch? Of(in LabelRequirement requirement, LabelSet labels)
    {
        string? observed = labels[requirement.Label];
        bool holds = observed is null
            ? !requirement.MustBePresent
            : !requirement.MustBeAbsent && (requirement.OneOf is not { } values || values.Contains(observed, StringComparer.Ordinal));
        return holds ? null : new LabelMismatch(requirement, observed);
    }

    /// <summary>The kind of selector that asks for such a label.</summary>
    public RuleCondition Condition => requirement.Label switch
    {
        CalicoLabels.Namespace => RuleCondition.NamespaceSelector,
        CalicoLabels.ServiceAccount => RuleCondition.ServiceAccountSelector,
        _ when IsOf(CalicoLabels.NamespacePrefix) => RuleCondition.NamespaceSelector,
        _ when IsOf(CalicoLabels.ServiceAccountPrefix) => RuleCondition.ServiceAccountSelector,
        _ => RuleCondition.PodSelector,
    };

    /// <summary>The label as it is.</summary>
    public string Observed => ShortText.Of(observed is null ? $"{Name} is absent" : $"{Name} is `{observed}`");

    /// <summary>The label as it must be.</summary>
    public string Required => ShortText.Of($"{Name} is {Wanted}");

    private string Wanted
    {
        get
        {
            if (requirement.MustBeAbsent)
            {
                return "absent";
            }

            if (requirement.OneOf is not { } values)
            {
                return "present";
            }

            string listed = string.Join(" or ", values.Take(MaxValues).Select(value => $"`{value}`"));
            return values.Length > MaxValues ? $"{listed} or one of {values.Length - MaxValues} more" : listed;
        }
    }

    private string Name => NameOf(requirement.Label);

    /// <summary>What a person calls a label that selectors see.</summary>
    public static string NameOf(string label) => label switch
    {
        CalicoLabels.Namespace => "namespace",
        CalicoLabels.ServiceAccount => "service account",
        CalicoLabels.Orchestrator => "orchestrator",
        _ when label.StartsWith(CalicoLabels.NamespacePrefix, StringComparison.Ordinal) => $"namespace label `{label[CalicoLabels.NamespacePrefix.Length..]}`",
        _ when label.StartsWith(CalicoLabels.ServiceAccountPrefix, StringComparison.Ordinal) => $"service account label `{label[CalicoLabels.ServiceAccountPrefix.Length..]}`",
        _ => $"pod label `{label}`",
    };

    private bool IsOf(string prefix) => requirement.Label.StartsWith(prefix, StringComparison.Ordinal);
}
