using System.Collections.Immutable;
using PolicyEngine.Model;
using PolicyEngine.Renderers.Conversion;
using PolicyEngine.Renderers.Node;
using PolicyEngine.Sets;

namespace PolicyEngine.Renderers.Acl.Hns.Tiers;

/// <summary>Makes of the policies and profiles of endpoints tiers of rules about addresses.</summary>
internal sealed class EndpointTiers
{
    private readonly PolicyModel _model;
    private readonly GoverningPolicies _governing;
    private readonly Dictionary<object, (ImmutableArray<NodeRule> Ingress, ImmutableArray<NodeRule> Egress)> _rules = new(ReferenceEqualityComparer.Instance);
    private readonly ImmutableDictionary<string, NodeSet> _sets;

    public EndpointTiers(PolicyModel model, IEnumerable<Endpoint> endpoints)
    {
        (_model, _governing) = (model, new GoverningPolicies(model));
        var sets = new SetCollector(model);
        var rules = new RuleConverter(sets);
        foreach (Endpoint endpoint in endpoints)
        {
            foreach (Policy policy in InForce(endpoint))
            {
                Convert(rules, policy, policy.Ingress, policy.Egress, policy.Name.Kind);
            }

            foreach (Profile profile in endpoint.Profiles)
            {
                Convert(rules, profile, profile.Ingress, profile.Egress, null);
            }
        }

        _sets = sets.ToSets().ToImmutableDictionary(set => set.Id, StringComparer.Ordinal);
    }

    /// <summary>The tiers of one direction in order, those without a policy left out; the last one denies what it does not allow.</summary>
    public ImmutableArray<HnsTier> Of(Endpoint endpoint, IpAddress own, Directions direction)
    {
        ILookup<string, Policy> byTier = InForce(endpoint).Where(policy => policy.Governs.HasFlag(direction)).ToLookup(policy => policy.Tier, StringComparer.Ordinal);
        Tier[] known = [.. _model.Tiers.Where(tier => byTier.Contains(tier.Name))];
        var boxes = new RuleBoxes(_sets, own);
        HnsTier profiles = Make("profiles", RuleAction.Deny, endpoint.Profiles.Select(profile => (profile.Name, RulesOf(profile, direction))), boxes, direction);
        IEnumerable<HnsTier> tiers = known.Select(tier => Make(
            tier.Name, tier.DefaultAction, byTier[tier.Name].Select(policy => (policy.Name.ToString(), RulesOf(policy, direction))), boxes, direction));
        return [.. tiers, profiles];
    }

    private IEnumerable<Policy> InForce(Endpoint endpoint) =>
        _governing.Of(endpoint).Where(policy => policy is { IsStaged: false, Stage: PolicyStage.Normal });

    private void Convert(RuleConverter rules, object owner, ImmutableArray<Rule> ingress, ImmutableArray<Rule> egress, PolicyKind? kind)
    {
        if (!_rules.ContainsKey(owner))
        {
            _rules.Add(owner, (rules.Convert(ingress, kind), rules.Convert(egress, kind)));
        }
    }

    private ImmutableArray<NodeRule> RulesOf(object owner, Directions direction) => direction == Directions.Ingress ? _rules[owner].Ingress : _rules[owner].Egress;

    private static HnsTier Make(string name, RuleAction end, IEnumerable<(string Owner, ImmutableArray<NodeRule> Rules)> lists, RuleBoxes boxes, Directions direction)
    {
        AddressSet everybody = AddressSet.AllV4;
        return new HnsTier(
            name,
            [
                .. from list in lists
                   from rule in list.Rules
                   where rule.Action != "log"
                   from box in boxes.Of(rule, direction == Directions.Ingress)
                   select new HnsTierRule($"{list.Owner} {rule.Path}", ActionOf(rule.Action), box.Remote, box.Traffic),
                new HnsTierRule("end", end, everybody, TrafficSet.All),
            ]);
    }

    private static RuleAction ActionOf(string action) => action switch
    {
        "allow" => RuleAction.Allow,
        "deny" => RuleAction.Deny,
        _ => RuleAction.Pass,
    };
}
