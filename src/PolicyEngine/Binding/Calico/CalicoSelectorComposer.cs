namespace PolicyEngine.Binding.Calico;

/// <summary>
/// Puts the selectors of a Calico policy or rule together into the one selector that Felix evaluates. Calico does
/// this on text, and the text operations are observable (<c>all()</c> is replaced even inside a quoted value), so
/// this does the same on text. INVARIANT: every part parses by itself, so nothing can escape its parentheses.
/// </summary>
internal sealed class CalicoSelectorComposer(SelectorTexts texts)
{
    private const string HasNamespace = "has(" + CalicoLabels.Namespace + ")";
    private const string HasServiceAccount = "has(" + CalicoLabels.ServiceAccount + ")";

    /// <summary>The endpoints that a namespaced policy governs.</summary>
    public string NamespacedSubject(string @namespace, string selector, string serviceAccounts)
    {
        string subject = selector.Length == 0 ? InNamespace(@namespace) : $"({selector}) && {InNamespace(@namespace)}";
        return serviceAccounts.Length == 0 ? subject : $"({subject}) && {Prefixed(serviceAccounts, CalicoLabels.ServiceAccountPrefix)}";
    }

    /// <summary>The endpoints that a global policy governs.</summary>
    public string GlobalSubject(string selector, string namespaces, string serviceAccounts)
    {
        string subject = Narrow(selector, namespaces, CalicoLabels.NamespacePrefix, HasNamespace);
        return Narrow(subject, serviceAccounts, CalicoLabels.ServiceAccountPrefix, HasServiceAccount);
    }

    /// <summary>The positive selector of one side of a rule; empty where the side has none.</summary>
    /// <param name="policyNamespace">The policy's namespace; empty for global policies and profiles.</param>
    /// <param name="selector">The rule's selector.</param>
    /// <param name="notSelector">The rule's negated selector: a lone one implies the policy's own namespace.</param>
    /// <param name="namespaces">The rule's namespace selector.</param>
    /// <param name="serviceAccounts">The rule's service account part, composed by <see cref="ServiceAccounts"/>.</param>
    public string Peer(string policyNamespace, string selector, string notSelector, string namespaces, string serviceAccounts)
    {
        string where = "";
        if (namespaces.Length > 0)
        {
            where = Prefixed(namespaces, CalicoLabels.NamespacePrefix)
                .Replace("all()", HasNamespace, StringComparison.Ordinal)
                .Replace("global()", "!" + HasNamespace, StringComparison.Ordinal);
        }
        else if (policyNamespace.Length > 0)
        {
            where = InNamespace(policyNamespace);
        }

        string which = (serviceAccounts, selector) switch
        {
            ("", _) => selector,
            (_, "") => serviceAccounts,
            _ => $"({serviceAccounts}) && ({selector})",
        };
        if (where.Length == 0 || (which.Length == 0 && notSelector.Length == 0 && namespaces.Length == 0))
        {
            return which;
        }

        return which.Length == 0 ? where : $"({where}) && ({which})";
    }

    /// <summary>The selector for service accounts given by name and by selector; both must hold where both are given.</summary>
    public string ServiceAccounts(IEnumerable<string> names, string selector)
    {
        string byName = string.Join("', '", names.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal));
        byName = byName.Length == 0 ? "" : $"{CalicoLabels.ServiceAccount} in {{ '{byName}' }}";
        string byLabel = selector.Length == 0 ? "" : Prefixed(selector, CalicoLabels.ServiceAccountPrefix);
        return (byLabel, byName) switch
        {
            ("", _) => byName,
            (_, "") => byLabel,
            _ => $"({byLabel}) && ({byName})",
        };
    }

    private static string InNamespace(string name) => $"{CalicoLabels.Namespace} == '{name}'";

    private string Prefixed(string selector, string prefix) =>
        texts.Parse(selector).WithLabelPrefix(prefix).Text;

    private string Narrow(string subject, string selector, string prefix, string allMeans)
    {
        if (selector.Length == 0)
        {
            return subject;
        }

        string prefixed = Prefixed(selector, prefix);
        string narrowed = subject.Length == 0 ? prefixed : $"({subject}) && {prefixed}";
        return narrowed.Replace("all()", allMeans, StringComparison.Ordinal);
    }
}
