namespace PolicyEngine.Specification;

/// <summary>What one rule or policy makes of a packet.</summary>
public enum Step
{
    /// <summary>The policy does not govern the subject in this direction.</summary>
    Absent,

    /// <summary>It governs the subject, and no rule of it decides.</summary>
    NoMatch,

    Allow,
    Deny,
    Pass,
}

/// <summary>
/// The way of a packet through the tiers of one family, and after those of the normal one through profiles, at one subject in
/// one direction. <see cref="Step.NoMatch"/> means that there is no verdict.
/// </summary>
// Felix: the verdict of one endpoint, one direction, one family.
public sealed class TierWalk(World world, OpenQuestions questions, Subject subject, Packet packet, bool ingress, PacketFamily family = PacketFamily.Normal)
{
    private readonly AddressConditions _addresses = new(world, questions);
    private readonly HttpConditions _http = new(questions);

    public Step Run()
    {
        foreach ((string tier, bool passes) in TierOrder.Of(world))
        {
            Step step = RunTier(tier);
            if (step is Step.Allow or Step.Deny)
            {
                return step;
            }

            if (step == Step.NoMatch && !passes && family is PacketFamily.Normal or PacketFamily.Forward)
            {
                return Step.Deny;
            }
        }

        return family switch
        {
            PacketFamily.Normal => RunProfiles(),
            PacketFamily.Forward when !IsOnForward() => Step.Allow,
            _ => Step.NoMatch,
        };
    }

    /// <summary>Whether any policy applies to what the host forwards, in whatever direction; a staged one has its place there too.</summary>
    private bool IsOnForward() => world.CalicoPolicies.Any(policy =>
        policy is { Family: PacketFamily.Normal, ApplyOnForward: true, StagedAction: not "Delete" }
        && (WellFormed.AreSelectorsOf(policy) && WellFormed.AreDirections(policy.Types) ? Selects(policy) : questions.Ask()));

    /// <summary>Whether any policy of the family applies to the subject in this direction; a staged one has its place there too.</summary>
    public bool HasPolicies() => world.CalicoPolicies.Any(policy =>
        policy.Family == family && policy.StagedAction != "Delete"
        && (WellFormed.AreSelectorsOf(policy) && WellFormed.AreDirections(policy.Types) ? Selects(policy) && Governs(policy) : questions.Ask()));

    /// <summary>Absent if the tier has no policy for the subject and direction.</summary>
    private Step RunTier(string tier)
    {
        Step result = Step.Absent;
        foreach (object policy in PolicyOrder.Of(world, tier, family))
        {
            Step step = policy is KubernetesPolicy kubernetes ? Run(kubernetes) : Run((CalicoPolicy)policy);
            if (step is Step.Allow or Step.Deny or Step.Pass)
            {
                return step;
            }

            result = step == Step.NoMatch ? Step.NoMatch : result;
        }

        return result;
    }

    private Step Run(KubernetesPolicy policy)
    {
        if (subject.Namespace != policy.Namespace || !subject.IsOfKubernetes
            || (WellFormed.Is(policy.PodSelector) && !KubernetesRules.Matches(policy.PodSelector, subject.Labels)))
        {
            return Step.Absent;
        }

        if (!WellFormed.Is(policy.PodSelector) || !WellFormed.AreDirections(policy.Types))
        {
            return AnyOf(Step.Absent, Step.NoMatch, Step.Allow);
        }

        if (!Governs(policy))
        {
            return Step.Absent;
        }

        // Kubernetes: other protocols under NetworkPolicy are not defined.
        if (world.Enforcement == Enforcement.Kubernetes && packet.Protocol is not (6 or 17 or 132))
        {
            return AnyOf(Step.Allow, Step.Deny);
        }

        var rules = new KubernetesRules(world, _addresses);
        return policy.Rules(ingress).Any(rule => WellFormed.Is(rule) ? rules.Matches(rule, policy.Namespace, packet, ingress) : questions.Ask())
            ? Step.Allow
            : Step.NoMatch;
    }

    // Kubernetes: defaulting of policyTypes. Calico: its admission policy for staged ones.
    private bool Governs(KubernetesPolicy policy) => policy.Types is { IsEmpty: false } types
        ? types.Contains(ingress ? "Ingress" : "Egress", StringComparer.Ordinal)
        : ingress || (policy.Staged ? policy.Egress is not null : !policy.Rules(ingress: false).IsEmpty);

    private Step Run(CalicoPolicy policy)
    {
        if ((policy.Namespace is { } home && subject.Namespace != home) || (WellFormed.AreSelectorsOf(policy) && !Selects(policy)))
        {
            return Step.Absent;
        }

        if (!WellFormed.AreSelectorsOf(policy) || !WellFormed.AreDirections(policy.Types))
        {
            return AnyOf(Step.Absent, Step.NoMatch, Step.Allow, Step.Deny, Step.Pass);
        }

        return Governs(policy) ? Run(policy.Rules(ingress), policy.Namespace) : Step.Absent;
    }

    // Calico: composition of policy selectors. In a global policy that narrows namespaces or service accounts, every
    // `all()`, that of the policy's own selector too, asks for the presence of the label narrowed first.
    private bool Selects(CalicoPolicy policy)
    {
        Func<string, string?> label = subject.Labels.GetValueOrDefault;
        SelectorExpression allAccounts = policy.Namespace is null ? new Has(EffectiveLabels.ServiceAccount) : new All();
        SelectorExpression all = policy.Namespace is not null ? new All()
            : policy.NamespaceSelector is not null ? new Has(EffectiveLabels.Namespace)
            : policy.ServiceAccountSelector is not null ? allAccounts
            : new All();
        return (policy.Selector is null || Rewriting.Prefix(policy.Selector, "", all).Matches(label))
            && (policy.NamespaceSelector is not { } places || Rewriting.Prefix(places, "pcns.", new Has(EffectiveLabels.Namespace)).Matches(label))
            && (policy.ServiceAccountSelector is not { } accounts || Rewriting.Prefix(accounts, "pcsa.", allAccounts).Matches(label));
    }

    // Calico: defaulting of types.
    private bool Governs(CalicoPolicy policy)
    {
        bool hasEgress = !policy.Rules(ingress: false).IsEmpty;
        return policy.Types is { IsEmpty: false } types
            ? types.Contains(ingress ? "Ingress" : "Egress", StringComparer.Ordinal)
            : ingress ? !hasEgress || !policy.Rules(ingress: true).IsEmpty : hasEgress;
    }

    private Step Run(IEnumerable<CalicoRule> rules, string? home)
    {
        var matcher = new CalicoRules(world, _addresses, questions);
        foreach (CalicoRule rule in rules)
        {
            bool matches = WellFormed.Is(rule) && WellFormedServices.Are(rule, ingress, home) && WellFormedHttp.Is(rule, ingress)
                ? matcher.Matches(rule, home, packet) && (!subject.SeesHttp || _http.Matches(rule.Http, packet))
                : questions.Ask();
            Step step = !matches ? Step.NoMatch : rule.Action switch
            {
                "Allow" => Step.Allow,
                "Deny" => Step.Deny,
                "Pass" => Step.Pass,
                "Log" => Step.NoMatch,
                _ => AnyOf(Step.NoMatch, Step.Allow, Step.Deny, Step.Pass),
            };
            if (step != Step.NoMatch)
            {
                return step;
            }
        }

        return Step.NoMatch;
    }

    // Calico: profiles. A missing one denies; a pod's own are its namespace's, which allows.
    private Step RunProfiles()
    {
        foreach (string name in subject.Profiles)
        {
            if (name.StartsWith("kns.", StringComparison.Ordinal) || name == "projectcalico-default-allow")
            {
                return Step.Allow;
            }

            ProfileObject? profile = world.Profiles.FirstOrDefault(item => item.Name == name);
            Step step = profile is null ? Step.Deny : Run(ingress ? profile.Ingress : profile.Egress, home: null);
            if (step is Step.Allow or Step.Deny)
            {
                return step;
            }
        }

        return Step.Deny;
    }

    private Step AnyOf(params Step[] steps) => steps[questions.Ask(steps.Length)];
}
