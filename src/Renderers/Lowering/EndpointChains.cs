using System.Collections.Immutable;
using PolicyEngine.Model;
using PolicyEngine.Renderers.Naming;
using PolicyEngine.Renderers.Node;
using PolicyEngine.Renderers.Program;

namespace PolicyEngine.Renderers.Lowering;

/// <summary>The chains that decide for an endpoint (felix/rules/endpoints.go).</summary>
internal sealed class EndpointChains(LoweringContext context, PolicyGroups groups)
{
    private const string IpipProtocol = "4";
    private const string UdpProtocol = "17";

    private readonly FlowLog _flowLog = new(context);
    private readonly MarkBits _marks = context.Marks;

    /// <summary>The chain of an endpoint that is to have no traffic.</summary>
    public FilterChain Disabled(string name) =>
        new(name, [FilterRule.Of(context.Deny(TableKind.Filter)).Commented("Endpoint admin disabled")]);

    public FilterChain Of(EndpointChainForm form)
    {
        List<FilterRule> rules = [];
        QualityRules.AddPacketRate(form, context, rules);
        AddConnectionState(form, rules);
        QualityRules.AddConnections(form, rules);
        if (form.Failsafe is { } failsafe)
        {
            rules.Add(FilterRule.Of(new Verb.Jump(failsafe)));
        }

        rules.Add(FilterRule.Of(new Verb.ClearMark(_marks.Verdict)));
        AddEncapsulationGuard(form, rules);
        foreach (NodeTier tier in form.Tiers)
        {
            AddTier(form, tier, rules);
        }

        if (form.Traffic == EndpointTraffic.Forward && form.Tiers.IsEmpty)
        {
            rules.Add(FilterRule.Of(_marks.SetAccepted).Commented("Allow forwarded traffic by default"));
            rules.Add(FilterRule.Of(Verb.Returning).Commented("Return for accepted forward traffic"));
        }

        if (form.Traffic == EndpointTraffic.Normal)
        {
            AddProfiles(form, rules);
        }

        return new FilterChain(form.Name, [.. rules]);
    }

    private void AddConnectionState(EndpointChainForm form, List<FilterRule> rules)
    {
        if (form.Traffic == EndpointTraffic.Untracked)
        {
            return;
        }

        Match known = new Match.Connection(ConnectionState.RelatedOrEstablished);
        if (form.Allow is not Verb.Accept)
        {
            rules.Add(FilterRule.Of(_marks.SetAccepted, known));
        }

        rules.Add(FilterRule.Of(form.Allow, known));
        if (!context.Settings.DisableConntrackInvalidCheck)
        {
            rules.Add(FilterRule.Of(context.Deny(form.Table), new Match.Connection(ConnectionState.Invalid)));
        }
    }

    private void AddEncapsulationGuard(EndpointChainForm form, List<FilterRule> rules)
    {
        if (!form.GuardsEncapsulation)
        {
            return;
        }

        Verb deny = context.Deny(form.Table);
        string word = context.DenyWord(form.Table);
        if (!context.Settings.AllowVxlanPacketsFromWorkloads)
        {
            ushort port = context.Settings.VxlanPort;
            rules.Add(FilterRule.Of(deny, new Match.Transport(UdpProtocol), new Match.Ports(Side.Destination, [new PortRange(port, port)]))
                .Commented($"{word} VXLAN encapped packets originating in workloads"));
        }

        if (!context.Settings.AllowIpipPacketsFromWorkloads)
        {
            rules.Add(FilterRule.Of(deny, new Match.Transport(IpipProtocol)).Commented($"{word} IPinIP encapped packets originating in workloads"));
        }
    }

    private void AddTier(EndpointChainForm form, NodeTier tier, List<FilterRule> rules)
    {
        ImmutableArray<PolicyId> policies = form.Direction == Direction.Ingress ? tier.Ingress : tier.Egress;
        if (policies.IsEmpty)
        {
            return;
        }

        rules.Add(FilterRule.Of(new Verb.ClearMark(_marks.Pass)).Commented($"Start of tier {tier.Name}"));
        bool isEnforced = false;
        foreach (PolicyGroup group in groups.Cut(policies, form.Direction))
        {
            isEnforced |= !group.Enforced.IsEmpty;
            if (group.HasChain)
            {
                AddJump(form, group.ChainName, rules);
            }
            else if (group.Enforced is [PolicyId policy])
            {
                AddJump(form, context.Names.Policy(form.Direction, policy), rules);
            }
        }

        if (form.Traffic is EndpointTraffic.Normal or EndpointTraffic.Forward)
        {
            AddEndOfTier(form, tier, denies: isEnforced && tier.DefaultAction != RuleAction.Pass, rules);
        }
    }

    private void AddJump(EndpointChainForm form, string chain, List<FilterRule> rules)
    {
        rules.Add(FilterRule.Of(new Verb.Jump(chain), _marks.IsNotPassed));
        if (form.Traffic == EndpointTraffic.Untracked)
        {
            rules.Add(FilterRule.Of(Verb.Untracking, _marks.IsAccepted));
        }

        rules.Add(FilterRule.Of(Verb.Returning, _marks.IsAccepted).Commented("Return if policy accepted"));
    }

    private void AddEndOfTier(EndpointChainForm form, NodeTier tier, bool denies, List<FilterRule> rules)
    {
        if (context.HasFlowLogs)
        {
            rules.Add(FilterRule.Of(_flowLog.OfTier(denies ? 'D' : 'P', form.Direction, tier.Name), _marks.IsNotPassed));
        }

        if (denies)
        {
            rules.Add(FilterRule.Of(context.Deny(form.Table), _marks.IsNotPassed)
                .Commented($"End of tier {tier.Name}. {context.DenyWord(form.Table)} if no policies passed packet"));
        }
    }

    private void AddProfiles(EndpointChainForm form, List<FilterRule> rules)
    {
        foreach (string profile in form.Profiles)
        {
            rules.Add(FilterRule.Of(new Verb.Jump(context.Names.Profile(form.Direction, profile))));
            rules.Add(FilterRule.Of(Verb.Returning, _marks.IsAccepted).Commented("Return if profile accepted"));
        }

        if (context.HasFlowLogs)
        {
            rules.Add(FilterRule.Of(_flowLog.OfNoProfile(form.Direction)));
        }

        rules.Add(FilterRule.Of(context.Deny(form.Table)).Commented($"{context.DenyWord(form.Table)} if no profiles matched"));
    }
}
