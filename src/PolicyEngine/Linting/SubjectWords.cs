using PolicyEngine.Binding;
using PolicyEngine.Linting.Facts;
using PolicyEngine.Selectors;

namespace PolicyEngine.Linting;

/// <summary>What can be said of a policy's subject without endpoints.</summary>
internal static class SubjectWords
{
    /// <summary>Whether it holds for every pod of a namespace, or of all where none is given, whatever its labels.</summary>
    public static bool HoldsForEverythingIn(this Selector subject, string @namespace) => subject.IsAll
        || (@namespace.Length > 0
            && subject.Requirements.All(requirement => EmptySelectors.IsOfNamespaces(requirement.Label))
            && IsAllOf(subject, CalicoLabels.InNamespace(@namespace)));

    private static bool IsAllOf(Selector subject, Selector inNamespace) =>
        subject.Equals(inNamespace) || subject.Equals(Selector.And(CalicoLabels.IsPod, inNamespace)) || subject.Equals(Selector.And(Selector.All, inNamespace));
}
