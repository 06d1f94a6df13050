using System.Collections.Immutable;
using PolicyEngine.Binding.Kubernetes;
using PolicyEngine.Documents;
using PolicyEngine.Model;

namespace PolicyEngine.Binding.Cluster;

/// <summary>Reads the rules of cluster policies, one for each peer.</summary>
internal sealed class ClusterRuleBinder(ClusterPolicyForm form, EnforcementProfile profile)
{
    private const int MaxNameLength = 100;

    private readonly ClusterPeerBinder _peers = new(form, profile);
    private readonly ClusterPortBinder _ports = new(form);

    public ImmutableArray<Rule> Bind(FieldReader spec, Directions direction)
    {
        (string field, string peers) = direction == Directions.Ingress ? ("ingress", "from") : ("egress", "to");
        int count = spec.List(field).Length;
        if (count > form.MaxRules)
        {
            spec.Error(BindingDiagnostics.InvalidValue, spec.Value(field)!.Span, $"`{spec.Field(field)}` has {count} rules, at most {form.MaxRules} are allowed");
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
            rule.Error(BindingDiagnostics.InvalidValue, rule.Value("name")!.Span, $"`{rule.Field("name")}` is longer than {MaxNameLength} characters");
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
            rule.Error(BindingDiagnostics.InvalidValue, rule.Value("action")!.Span, $"`{rule.Field("action")}` is `{written}`, expected {allowed}");
        }

        return action;
    }

    private void CheckPeers(FieldReader rule, string field)
    {
        rule.Require(field);
        if (rule.Value(field) is SequenceNode { Items.Length: var count } list && (count == 0 || count > form.MaxPeers))
        {
            rule.Error(BindingDiagnostics.InvalidValue, list.Span, $"`{rule.Field(field)}` needs 1 to {form.MaxPeers} peers");
        }
    }
}
