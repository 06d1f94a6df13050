using System.Collections.Immutable;
using PolicyEngine.Documents;
using PolicyEngine.Model;
using PolicyEngine.Selectors;
using PolicyEngine.Text;

namespace PolicyEngine.Binding.Kubernetes;

/// <summary>
/// A NetworkPolicy is a policy of tier <c>default</c> with order 1000 and nothing but Allow rules, one for each peer.
/// </summary>
internal static class NetworkPolicyBinder
{
    private const double Order = 1000;

    /// <param name="root">The document.</param>
    /// <param name="header">Its header.</param>
    /// <param name="kind">NetworkPolicy, or Calico's staged form of it.</param>
    /// <param name="namespace">Its namespace.</param>
    /// <param name="context">Told what is wrong.</param>
    public static Policy Bind(MappingNode root, ObjectHeader header, PolicyKind kind, string @namespace, BindingContext context)
    {
        var faults = new FaultCell();
        var document = new FieldReader(root, context, faults);
        document.Ignore("apiVersion", "kind", "metadata", "status");
        FieldReader spec = document.ObjectOrEmpty("spec");
        document.RejectUnknownFields();

        LabelRequirements requirements = spec.Object("podSelector") is { } pods ? LabelSelectorBinder.Bind(pods) : LabelRequirements.None;
        bool selects = faults.First is null;
        bool isStaged = kind == PolicyKind.StagedKubernetesNetworkPolicy;
        StagedAction? staged = isStaged ? StagedActionReader.Read(spec) : null;
        Directions types = BindTypes(spec, isStaged);
        ImmutableArray<Rule> ingress = BindRules(spec, Directions.Ingress, @namespace);
        ImmutableArray<Rule> egress = BindRules(spec, Directions.Egress, @namespace);
        spec.RejectUnknownFields();

        // What cannot be understood may govern either direction, and any pod of the namespace if it is the selector.
        bool understood = faults.First is null;
        return new Policy
        {
            Name = new PolicyName(kind, @namespace, header.Name),
            Tier = Tier.DefaultName,
            Order = Order,
            Subject = Selector.And((selects ? requirements : LabelRequirements.None).OfPods, context.InNamespace(@namespace)),
            Governs = understood ? types : Directions.Both,
            Ingress = ingress,
            Egress = egress,
            StagedAction = staged,
            Fault = faults.First,
            Span = header.Span,
        };
    }

    /// <summary>
    /// Absent or empty types govern ingress, and egress too where there are egress rules (API server defaulting); for the
    /// staged form an empty list of them suffices (Calico's admission policy).
    /// </summary>
    private static Directions BindTypes(FieldReader spec, bool isStaged)
    {
        Directions types = Directions.None;
        ImmutableArray<DocumentNode> given = spec.List("policyTypes");
        if (given.Length > 2)
        {
            spec.Error(BindingDiagnostics.InvalidTypes, given[2].Span, "`policyTypes` has more than two entries");
        }

        foreach (ScalarNode type in given.Length == 0 ? [] : spec.Strings("policyTypes"))
        {
            switch (type.Text)
            {
                case "Ingress":
                    types |= Directions.Ingress;
                    break;
                case "Egress":
                    types |= Directions.Egress;
                    break;
                default:
                    PolicyTypes.Reject(spec, "policyTypes", type);
                    break;
            }
        }

        if (given.Length > 0)
        {
            InertRules.Warn(spec, "policyTypes", types);
            return types;
        }

        return spec.Value("egress") is SequenceNode rules && (isStaged || rules.Items.Length > 0) ? Directions.Both : Directions.Ingress;
    }

    private static ImmutableArray<Rule> BindRules(FieldReader spec, Directions direction, string @namespace)
    {
        (string field, string peers) = direction == Directions.Ingress ? ("ingress", "from") : ("egress", "to");
        var rules = new List<Rule>();
        foreach (FieldReader rule in spec.Objects(field, separately: true))
        {
            PeerMatch onPorts = NetworkPolicyPortBinder.Bind(rule);
            var matches = new List<PeerMatch>();
            foreach (FieldReader peer in rule.Objects(peers))
            {
                matches.Add(NetworkPolicyPeerBinder.Bind(peer, @namespace));
            }

            rule.RejectUnknownFields();
            if (rule.Faults.First is not null || matches.Count == 0)
            {
                matches = [PeerMatch.Any];
            }

            foreach (PeerMatch match in matches)
            {
                rules.Add(PeerRule.Of(rule, RuleAction.Allow, direction, match, rule.Faults.First is null ? onPorts : PeerMatch.Any));
            }
        }

        return [.. rules];
    }
}
