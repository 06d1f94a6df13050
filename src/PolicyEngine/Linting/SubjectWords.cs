using PolicyEngine.Binding;
using PolicyEngine.Selectors;

namespace PolicyEngine.Linting;

/// <summary>What can be said of a policy's subject without endpoints.</summary>
internal static class SubjectWords
{
    /// <summary>Whether it holds for every pod of a namespace, or of all where none is given, whatever its labels.</summary>
    public static bool HoldsForEverythingIn(this Selector subject, string @namespace) =>
        subject.IsAll || (@namespace.Length > 0 && subject.Equals(Selector.And(Selector.All, CalicoLabels.InNamespace(@namespace))));
}
