using System.Collections.Immutable;
using PolicyEngine.Binding.Calico;
using PolicyEngine.Model;
using PolicyEngine.Selectors;
using PolicyEngine.Text;

namespace PolicyEngine.Binding;

/// <summary>
/// The profiles endpoints refer to: declared ones, and those that Calico makes of each namespace (<c>kns.</c>, which
/// allows everything) and each service account (<c>ksa.</c>, which has no rules).
/// </summary>
internal sealed class ProfileTable(ResourceCollection resources, Func<string, Namespace> namespaceOf, ServiceRules services, DiagnosticBag diagnostics)
{
    private const string NamespaceProfilePrefix = "kns.";
    private const string ServiceAccountProfilePrefix = "ksa.";
    private const string DefaultAllow = "projectcalico-default-allow";

    private static readonly ImmutableArray<Rule> AllowIngress =
        [new Rule { Action = RuleAction.Allow, Path = "ingress[0]", Span = SourceSpan.None }];

    private static readonly ImmutableArray<Rule> AllowEgress =
        [new Rule { Action = RuleAction.Allow, Path = "egress[0]", Span = SourceSpan.None }];

    // Lists of their own: profiles with the very same rules count as one, and this one is nobody's by default.
    private static readonly Profile DefaultAllowProfile =
        new(DefaultAllow, LabelSet.Empty, [AllowIngress[0]], [AllowEgress[0]], SourceSpan.None);

    private readonly Dictionary<string, Profile> _declared = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Profile> _profiles = new(StringComparer.Ordinal);

    /// <summary>The name of the profile of a namespace.</summary>
    public static string NameOf(string @namespace) => NamespaceProfilePrefix + @namespace;

    /// <summary>The name of the profile of a service account.</summary>
    public static string NameOf(string @namespace, string serviceAccount) => $"{ServiceAccountProfilePrefix}{@namespace}.{serviceAccount}";

    public Profile OfNamespace(string name)
    {
        string profileName = NameOf(name);
        if (!_profiles.TryGetValue(profileName, out Profile? profile))
        {
            Namespace declared = namespaceOf(name);
            LabelSet labels = Prefixed(CalicoLabels.NamespacePrefix, declared.Labels, name);
            profile = new Profile(profileName, labels, AllowIngress, AllowEgress, declared.Span) { IsAssumed = !declared.IsDeclared };
            _profiles.Add(profileName, profile);
        }

        return profile;
    }

    public Profile OfServiceAccount(string @namespace, string name)
    {
        string profileName = NameOf(@namespace, name);
        if (!_profiles.TryGetValue(profileName, out Profile? profile))
        {
            resources.ServiceAccounts.TryGet(@namespace, name, out LabelSet? declared);
            profile = new Profile(
                profileName, Prefixed(CalicoLabels.ServiceAccountPrefix, declared ?? LabelSet.Empty, name), [], [], SourceSpan.None)
            { IsAssumed = declared is null };
            _profiles.Add(profileName, profile);
        }

        return profile;
    }

    /// <summary>The profile an endpoint names; one that does not exist drops everything (Felix).</summary>
    public Profile Find(string name, SourceSpan usedAt)
    {
        if (resources.Profiles.TryGet("", name, out Profile? declared))
        {
            return _declared.TryGetValue(name, out Profile? expanded) ? expanded : _declared[name] = services.Expand(declared);
        }

        if (name.StartsWith(NamespaceProfilePrefix, StringComparison.Ordinal))
        {
            return OfNamespace(name[NamespaceProfilePrefix.Length..]);
        }

        int dot = name.IndexOf('.', Math.Min(name.Length, ServiceAccountProfilePrefix.Length));
        if (name.StartsWith(ServiceAccountProfilePrefix, StringComparison.Ordinal) && dot > 0)
        {
            return OfServiceAccount(name[ServiceAccountProfilePrefix.Length..dot], name[(dot + 1)..]);
        }

        if (name == DefaultAllow)
        {
            return DefaultAllowProfile;
        }

        diagnostics.Add(BindingDiagnostics.UnknownProfile, usedAt, $"profile `{name}` is not declared");
        return Dropping(name, SourceSpan.None) with { IsAssumed = true };
    }

    /// <summary>What stands for the profiles of an endpoint that Calico takes for missing, as source spoofing is disabled by default.</summary>
    /// <param name="endpoint">The endpoint.</param>
    /// <param name="field">The field or annotation by which it asks for more than it may have.</param>
    /// <param name="span">Where it is written.</param>
    public Profile OfMissingEndpoint(string endpoint, string field, SourceSpan span)
    {
        diagnostics.Add(
            BindingDiagnostics.InvalidValue,
            span,
            $"{endpoint} has `{field}`, so that Calico drops all its traffic",
            "remove it; Calico takes it only where `workloadSourceSpoofing` is `Any`");
        return Dropping("missing endpoint", span);
    }

    private static Profile Dropping(string name, SourceSpan span) => new(name, LabelSet.Empty, DropAll(AllowIngress), DropAll(AllowEgress), span);

    private static ImmutableArray<Rule> DropAll(ImmutableArray<Rule> allow) => [allow[0] with { Action = RuleAction.Deny }];

    private static LabelSet Prefixed(string prefix, LabelSet labels, string name)
    {
        var prefixed = new List<KeyValuePair<string, string>>();
        foreach (KeyValuePair<string, string> label in labels)
        {
            prefixed.Add(new(prefix + label.Key, label.Value));
        }

        prefixed.Add(new(prefix + CalicoLabels.Name, name));
        return LabelSet.Create(prefixed);
    }
}
