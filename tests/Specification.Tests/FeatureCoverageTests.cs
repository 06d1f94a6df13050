using Xunit.Abstractions;

namespace PolicyEngine.Specification.Tests;

/// <summary>That generated worlds use every feature, and that their verdicts are not all alike.</summary>
public sealed class FeatureCoverageTests(ITestOutputHelper output)
{
    private const int Worlds = 200;
    private const int FlowsOfEach = 150;

    private static readonly (string Name, Func<World, bool> Uses)[] s_features =
    [
        ("pod without address", world => world.Pods.Any(pod => pod.Addresses.IsEmpty)),
        ("pod of two families", world => world.Pods.Any(pod => pod.Addresses.Length == 2)),
        ("one port name, several numbers", world => world.Pods.Any(pod => pod.Ports.DistinctBy(port => port.Name, StringComparer.Ordinal).Count() < pod.Ports.Length)),
        ("workload endpoint", world => world.Pods.Any(pod => pod.Profiles is not null)),
        ("missing profile", world => world.Pods.Any(pod => pod.Profiles?.Any(name => name == "missing") == true)),
        ("network set", world => world.NetworkSets.Any(set => set.Namespace is not null)),
        ("global network set", world => world.NetworkSets.Any(set => set.Namespace is null)),
        ("network set over a pod", world => world.NetworkSets.Any(set => set.Nets.Any(net => world.Pods.Any(pod => pod.Addresses.Any(address => Net.Parse(net).Contains(Address.Parse(address))))))),
        ("undeclared namespace", world => world.Pods.Any(pod => world.Namespaces.All(item => item.Name != pod.Namespace))),
        ("tier without order", world => world.Tiers.Any(tier => tier.Order is null)),
        ("tier that passes", world => world.Tiers.Any(tier => tier.DefaultAction == "Pass")),
        ("policy in a missing tier", world => world.CalicoPolicies.Any(policy => policy.Tier == "ghost")),
        ("policies of equal order", world => world.CalicoPolicies.GroupBy(policy => (policy.Tier, policy.Order)).Any(group => group.Count() > 1)),
        ("staged policy", world => world.CalicoPolicies.Any(policy => policy.Staged) || world.KubernetesPolicies.Any(policy => policy.Staged)),
        ("untracked policy", world => world.CalicoPolicies.Any(policy => policy.DoNotTrack)),
        ("service account selector", world => world.CalicoPolicies.Any(policy => policy.ServiceAccountSelector is not null)),
        ("types absent", world => world.CalicoPolicies.Any(policy => policy.Types is null)),
        ("policyTypes absent", world => world.KubernetesPolicies.Any(policy => policy.Types is null)),
        ("ipBlock with exception", world => KubernetesRules(world).Any(rule => rule.Peers.Any(peer => peer.Block?.Except.IsEmpty == false))),
        ("both selectors in one peer", world => KubernetesRules(world).Any(rule => rule.Peers.Any(peer => peer is { Pods: not null, Namespaces: not null }))),
        ("named port of Kubernetes", world => KubernetesRules(world).Any(rule => rule.Ports.Any(port => port.Name is not null))),
        ("port range of Kubernetes", world => KubernetesRules(world).Any(rule => rule.Ports.Any(port => port.End is not null))),
        ("action Pass", world => CalicoRules(world).Any(rule => rule.Action == "Pass")),
        ("action Log", world => CalicoRules(world).Any(rule => rule.Action == "Log")),
        ("notProtocol", world => CalicoRules(world).Any(rule => rule.NotProtocol is not null)),
        ("icmp", world => CalicoRules(world).Any(rule => rule.Icmp is not null)),
        ("notICMP", world => CalicoRules(world).Any(rule => rule.NotIcmp is not null)),
        ("ipVersion", world => CalicoRules(world).Any(rule => rule.IpVersion is not null)),
        ("nets", world => Sides(world).Any(side => !side.Nets.IsEmpty)),
        ("notNets", world => Sides(world).Any(side => !side.NotNets.IsEmpty)),
        ("notSelector alone", world => Sides(world).Any(side => side is { NotSelector: not null, Selector: null })),
        ("notSelector with selector", world => Sides(world).Any(side => side is { NotSelector: not null, Selector: not null })),
        ("namespaceSelector all()", world => Sides(world).Any(side => side.NamespaceSelector is All)),
        ("namespaceSelector global()", world => Sides(world).Any(side => side.NamespaceSelector is Global)),
        ("serviceAccounts", world => Sides(world).Any(side => side.ServiceAccounts is not null)),
        ("named ports", world => Sides(world).Any(side => side.Ports.Any(port => !char.IsAsciiDigit(port[0])))),
        ("named notPorts", world => Sides(world).Any(side => side.NotPorts.Any(port => !char.IsAsciiDigit(port[0])))),
        ("broken rule", world => CalicoRules(world).Any(rule => !WellFormed.Is(rule)) || KubernetesRules(world).Any(rule => !WellFormed.Is(rule))),
        ("broken policy", world => world.CalicoPolicies.Any(policy => !WellFormed.AreSelectorsOf(policy) || !WellFormed.AreDirections(policy.Types))),
        .. ClusterFeatures.All,
        .. StageFeatures.All,
        .. ServiceFeatures.All,
        .. HostFeatures.All,
        .. HttpFeatures.All,
    ];

    [Fact]
    public void Generated_worlds_use_every_feature_and_meet_every_verdict()
    {
        World[] worlds = [.. Enumerable.Range(0, Worlds).Select(WorldBuilder.Build)];
        string[] unused = [.. s_features.Where(feature => Share(feature.Name, worlds.Count(feature.Uses), Worlds) == 0).Select(feature => feature.Name)];
        (SpecifiedOutcome Now, SpecifiedOutcome Pending)[] outcomes =
        [
            .. worlds.SelectMany((world, seed) =>
            {
                var loaded = new LoadedWorld(world);
                return WorldFlow.Sample(world, seed).Take(FlowsOfEach).Select(flow => (loaded.Specify(flow).Whole, loaded.Pending.Specify(flow).Whole));
            }),
        ];
        SpecifiedOutcome[] unmet = [.. Enum.GetValues<SpecifiedOutcome>().Where(outcome => Share($"{outcome}", outcomes.Count(met => met.Now == outcome), outcomes.Length) == 0)];
        double changed = Share("changed by what is staged", outcomes.Count(met => met.Now != met.Pending), outcomes.Length);
        Assert.Empty(unused);
        Assert.Empty(unmet);
        Assert.NotEqual(0, changed);
    }

    [Fact]
    public void Generated_flows_carry_every_kind_of_request_and_verdicts_depend_on_them()
    {
        (World World, WorldFlow Flow)[] cases =
        [
            .. Enumerable.Range(0, Worlds).SelectMany(seed =>
            {
                World world = WorldBuilder.Build(seed);
                return WorldFlow.Sample(world, seed).Take(FlowsOfEach).Select(flow => (world, flow));
            }),
        ];
        string[] unused = [.. HttpFeatures.OfFlows.Where(feature => Share(feature.Name, cases.Count(item => feature.Uses(item.Flow)), cases.Length) == 0).Select(feature => feature.Name)];
        SpecifiedOutcome[] told =
        [
            .. cases.GroupBy(item => item.World).Where(group => group.Key.Enforcement == Enforcement.ApplicationLayer).SelectMany(group =>
            {
                var loaded = new LoadedWorld(group.Key);
                return group
                    .Where(item => loaded.Specify(item.Flow) != loaded.Specify(item.Flow with { Http = null }))
                    .Select(item => loaded.Specify(item.Flow).Ingress);
            }),
        ];
        double allowed = Share("allowed for the request", told.Count(outcome => outcome == SpecifiedOutcome.Allowed), cases.Length);
        double denied = Share("denied for the request", told.Count(outcome => outcome == SpecifiedOutcome.Denied), cases.Length);
        Assert.Empty(unused);
        Assert.NotEqual(0, allowed);
        Assert.NotEqual(0, denied);
    }

    private double Share(string name, int count, int all)
    {
        output.WriteLine($"{(double)count / all,7:P1}  {name}");
        return (double)count / all;
    }

    private static IEnumerable<KubernetesRule> KubernetesRules(World world) =>
        world.KubernetesPolicies.SelectMany(policy => policy.Rules(ingress: true).Concat(policy.Rules(ingress: false)));

    private static IEnumerable<CalicoRule> CalicoRules(World world) =>
        world.CalicoPolicies.SelectMany(policy => policy.Rules(ingress: true).Concat(policy.Rules(ingress: false)));

    private static IEnumerable<CalicoSide> Sides(World world) => CalicoRules(world).SelectMany(rule => (CalicoSide[])[rule.Source, rule.Destination]);
}
