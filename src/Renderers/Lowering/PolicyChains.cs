using PolicyEngine.Renderers.Naming;
using PolicyEngine.Renderers.Node;
using PolicyEngine.Renderers.Program;

namespace PolicyEngine.Renderers.Lowering;

/// <summary>The chains of policies, of groups of them and of profiles, for one table.</summary>
internal sealed class PolicyChains(LoweringContext context, TableKind table)
{
    // Every so many policies a group's chain asks whether one of them has decided, so that the others need not each be asked.
    private const int Stride = 5;

    private readonly RuleLowering _rules = new(context, context.Deny(table));

    public void AddPolicies(ChainBag chains)
    {
        foreach (NodePolicy policy in context.State.Policies.Where(policy => !policy.Id.IsStaged))
        {
            foreach (Direction direction in Enum.GetValues<Direction>())
            {
                string name = context.Names.Policy(direction, policy.Id);
                chains.Add(name, () => OfPolicy(policy, direction, name));
                if (policy.IsAlwaysNeeded && table == TableKind.Filter)
                {
                    chains.Need(name);
                }
            }
        }
    }

    public void AddGroups(ChainBag chains, PolicyGroups groups)
    {
        foreach (PolicyGroup group in groups.WithChains)
        {
            chains.Add(group.ChainName, () => OfGroup(group));
        }
    }

    public void AddProfiles(ChainBag chains, params ReadOnlySpan<Direction> directions)
    {
        Dictionary<string, NodeProfile> known = [];
        foreach (NodeProfile profile in context.State.Profiles)
        {
            known[profile.Name] = profile;
        }

        IEnumerable<string> named = context.State.Workloads.SelectMany(workload => workload.Profiles).Concat(context.State.Hosts.SelectMany(host => host.Profiles));
        foreach (string name in named.Distinct(StringComparer.Ordinal))
        {
            NodeProfile profile = known.GetValueOrDefault(name) ?? Missing(name);
            foreach (Direction direction in directions)
            {
                string chain = context.Names.Profile(direction, name);
                chains.Add(chain, () => OfProfile(profile, direction, chain));
            }
        }
    }

    private static NodeProfile Missing(string name)
    {
        NodeRule deny = new() { Action = "deny" };
        return new NodeProfile(name, [deny], [deny]);
    }

    private FilterChain OfPolicy(NodePolicy policy, Direction direction, string name) =>
        new(name, _rules.Lower(direction == Direction.Ingress ? policy.Ingress : policy.Egress, RuleOwner.Of(policy, direction, context)));

    private FilterChain OfProfile(NodeProfile profile, Direction direction, string name) =>
        new(name, _rules.Lower(direction == Direction.Ingress ? profile.Ingress : profile.Egress, RuleOwner.Of(profile, direction, context)));

    private FilterChain OfGroup(PolicyGroup group)
    {
        List<FilterRule> rules = [];
        for (int i = 0; i < group.Enforced.Length; i++)
        {
            bool isFirstOfStride = i % Stride == 0;
            if (isFirstOfStride && i > 0)
            {
                rules.Add(FilterRule.Of(Verb.Returning, new Match.MarkNotClear(context.Marks.Verdict)).Commented("Return on verdict"));
            }

            Verb jump = new Verb.Jump(context.Names.Policy(group.Direction, group.Enforced[i]));
            rules.Add(isFirstOfStride ? FilterRule.Of(jump) : FilterRule.Of(jump, context.Marks.HasNoVerdict));
        }

        return new FilterChain(group.ChainName, [.. rules]);
    }
}
