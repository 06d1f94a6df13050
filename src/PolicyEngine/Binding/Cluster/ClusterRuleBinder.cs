using System.Collections.Immutable;
using PolicyEngine.Binding.Kubernetes;
using PolicyEngine.Documents;
using PolicyEngine.Model;

namespace PolicyEngine.Binding.Cluster;

/// <summary>Reads the rules of cluster policies, one for each peer.</summary>
internal sealed class ClusterRuleBinder(ClusterPolicyForm form, EnforcementProfile profile)
{
    private const int MaxNameLength = 100;

    private static readonly string[] s_notPods = ["networks", "nodes", "domainNames"];

    private readonly ClusterPeerBinder _peers = new(form, profile);
    private readonly ClusterPortBinder _ports = new(form);

    public ImmutableArray<Rule> Bind(FieldReader spec, Directions direction)
    {
        (string field, string peers) = direction == Directions.Ingress ? ("ingress", "from") : ("egress", "to");
        int count = spec.List(field).Length;
        if (count > form.MaxRules)
        {
            spec.Error(BindingDiagnostics.ClusterLimit, spec.Value(field)!.Span, $"`{spec.Field(field)}` has {count} rules, at most {form.MaxRules} are allowed");
        }

        ImmutableArray<Rule>.Builder rules = ImmutableArray.CreateBuilder<Rule>();
        foreach (FieldReader rule in spec.Objects(field, separately: true))
        {
            BindRule(rule, peers, direction, rules);
        }

        return rules.ToImmutable();
    }

    private void BindRule(FieldReader rule, string peersField, Directions direction, ImmutableArray<Rule>.Builder rules)
    {
        RuleAction? action = BindAction(rule);
        if (rule.String("name") is { Length: > MaxNameLength })
        {
            rule.Error(BindingDiagnostics.ClusterLimit, rule.Value("name")!.Span, $"`{rule.Field("name")}` is longer than {MaxNameLength} characters");
        }

        PeerMatch onPorts = _ports.Bind(rule);
        var peers = new List<PeerMatch>();
        bool fails = false;
        foreach (FieldReader peer in rule.Objects(peersField))
        {
            if (_peers.Bind(peer, direction) is { } match)
            {
                peers.Add(match);
            }
            else
            {
                fails = true;
            }
        }

        CheckPeers(rule, peersField);
        rule.RejectUnknownFields();
        WarnOfDomains(rule, action, direction);
        WarnOfNamedPorts(rule, onPorts, direction);
        if (rule.Faults.First is not null)
        {
            // Where it is not known what the rule does, it may as well allow.
            foreach (RuleAction possible in action is { } known ? (ReadOnlySpan<RuleAction>)[known] : [RuleAction.Deny, RuleAction.Allow])
            {
                rules.Add(PeerRule.Of(rule, possible, direction, PeerMatch.Any, PeerMatch.Any));
            }
        }
        else if (!fails)
        {
            rules.AddRange(peers.Select(peer => Undefined(rule, action!.Value, peer) is { } fault
                ? PeerRule.Of(rule, action!.Value, direction, peer, onPorts) with { Fault = fault }
                : PeerRule.Of(rule, action!.Value, direction, peer, OnPorts(peer, onPorts))));
        }
        else if (action != RuleAction.Allow)
        {
            // A client that does not know a peer must not let through what the rule may have meant to stop.
            rules.Add(PeerRule.Of(rule, RuleAction.Deny, direction, PeerMatch.Any, PeerMatch.Any));
        }
    }

    /// <summary>The API server takes domain names in any rule; only for rules that accept is it said what they mean.</summary>
    private void WarnOfDomains(FieldReader rule, RuleAction? action, Directions direction)
    {
        if (action is not RuleAction.Deny and not RuleAction.Pass || direction != Directions.Egress || !form.MayNameDomains)
        {
            return;
        }

        foreach (MappingNode peer in Nodes.Mappings(rule.Node["to"]))
        {
            if (peer["domainNames"] is { } names)
            {
                rule.Warn(BindingDiagnostics.DomainNotAccepted, names.Span, $"`{rule.Path}` has `domainNames` with action `{action}`, which the API does not define");
            }
        }
    }

    /// <summary>Only pods have named ports; the API server refuses the two together where it has the experimental form of the API.</summary>
    private static void WarnOfNamedPorts(FieldReader rule, PeerMatch onPorts, Directions direction)
    {
        if (direction != Directions.Egress || onPorts.Ports is not { Names.IsEmpty: false })
        {
            return;
        }

        foreach (MappingNode peer in Nodes.Mappings(rule.Node["to"]))
        {
            if (Array.Find(s_notPods, field => peer[field] is not null) is { } field)
            {
                rule.Warn(BindingDiagnostics.NamedPortWithoutPods, peer[field]!.Span, $"`{rule.Path}` names a port, which `{field}` do not have");
            }
        }
    }

    /// <summary>What the API leaves open: what a rule does with a domain name that does not accept it.</summary>
    private static Fault? Undefined(FieldReader rule, RuleAction action, PeerMatch peer) =>
        peer.Domains.IsEmpty || action == RuleAction.Allow ? null : new Fault($"the API does not define `domainNames` with {action}", rule.Span);

    /// <summary>By the API, a port's name means something on pods only. Calico looks it up wherever the address is a pod's.</summary>
    private PeerMatch OnPorts(PeerMatch peer, PeerMatch onPorts) =>
        profile.MatchesNodesAndDomains && peer.Selector is null && onPorts.Ports is { Names.IsEmpty: false } ports
            ? onPorts with { Ports = ports with { Names = [] } }
            : onPorts;

    private RuleAction? BindAction(FieldReader rule)
    {
        string? written = rule.String("action");
        if (written is null)
        {
            rule.Require("action");
            return null;
        }

        RuleAction? action = written switch
        {
            "Deny" => RuleAction.Deny,
            "Pass" when form.MayPass => RuleAction.Pass,
            _ => written == form.Accept ? RuleAction.Allow : null,
        };
        if (action is null)
        {
            string allowed = form.MayPass ? $"`{form.Accept}`, `Deny` or `Pass`" : $"`{form.Accept}` or `Deny`";
            rule.Error(BindingDiagnostics.InvalidClusterField, rule.Value("action")!.Span, $"`{rule.Field("action")}` is `{written}`, expected {allowed}");
        }

        return action;
    }

    private void CheckPeers(FieldReader rule, string field)
    {
        rule.Require(field);
        if (rule.Value(field) is SequenceNode { Items.Length: var count } list && (count == 0 || count > form.MaxPeers))
        {
            rule.Error(BindingDiagnostics.ClusterLimit, list.Span, $"`{rule.Field(field)}` needs 1 to {form.MaxPeers} peers");
        }
    }
}
