using System.Collections.Immutable;
using Labels = System.Collections.Immutable.ImmutableSortedDictionary<string, string>;

namespace PolicyEngine.Specification;

/// <summary>Small dense worlds: few names, labels, addresses and ports, so that they collide.</summary>
public static class WorldBuilder
{
    public static ImmutableArray<string> NamespaceNames { get; } = ["ns1", "ns-1", "ns2"];

    public static ImmutableArray<string> LabelKeys { get; } = ["app", "role", "env", "x/team"];

    public static ImmutableArray<string> NamespaceKeys { get; } = [.. LabelKeys, "kubernetes.io/metadata.name"];

    public static ImmutableArray<string> LabelValues { get; } = ["a", "ab", ""];

    public static ImmutableArray<string> Accounts { get; } = ["default", "sa1", "sa2"];

    public static ImmutableArray<string> PortNames { get; } = ["http", "dns", "web-1"];

    public static ImmutableArray<int> PortNumbers { get; } = [53, 80, 443, 8080, 65535];

    public static ImmutableArray<string> Nets { get; } =
    [
        "10.0.0.0/8", "10.0.0.0/24", "10.0.0.1/32", "10.0.0.2/31", "10.0.1.0/24", "10.0.0.128/25", "192.0.2.7/32", "128.0.0.0/1", "0.0.0.0/0",
        "2001:db8::/32", "2001:db8::1/128", "2001:db8::/64", "fd00::/8", "::/0",
    ];

    private static readonly string[] s_v4 = ["10.0.0.1", "10.0.0.2", "10.0.0.3", "10.0.0.129", "10.0.1.1", "10.1.0.1"];
    private static readonly string[] s_v6 = ["2001:db8::1", "2001:db8::2", "2001:db8:0:1::1", "fd00::1", "fd00::2", "fd00::3"];

    public static World Build(int seed)
    {
        var dice = new Dice(seed);
        bool hasV4 = dice.Chance(90);
        bool hasV6 = !hasV4 || dice.Chance(40);
        bool hasErrors = dice.Chance(25);
        bool hasCalico = dice.Chance(80);
        var policies = new PolicyBuilder(dice, hasErrors, hasV6);
        World world = new()
        {
            Namespaces = [.. dice.Subset(NamespaceNames, 85).Select(name => new NamespaceObject(name, SomeLabels(dice)))],
            ServiceAccounts =
            [
                .. dice.Subset(NamespaceNames.SelectMany(home => Accounts.Select(account => (home, account))), 30)
                    .Select(pair => new ServiceAccountObject(pair.home, pair.account, SomeLabels(dice))),
            ],
            Pods = [.. Enumerable.Range(0, 1 + dice.Below(6)).Select(index => Pod(dice, index, hasV4, hasV6, hasCalico))],
            NetworkSets = hasCalico ? [.. Enumerable.Range(0, dice.Below(4)).Select(index => NetworkSet(dice, index))] : [],
            Tiers = hasCalico ? Tiers(dice) : [],
            KubernetesPolicies = policies.Kubernetes(hasCalico ? 3 : 5),
            CalicoPolicies = hasCalico ? policies.Calico(4) : [],
        };
        if (world.Pods.Any(pod => pod.Profiles is not null))
        {
            world = world with { Profiles = [.. dice.Subset(["p1", "p2"], 80).Select(name => Profile(dice, policies, name))] };
        }

        world = ServiceBuilder.Complete(ClusterBuilder.Complete(StageBuilder.Complete(world, dice, policies), dice, hasErrors), dice);
        bool hasHosts = !hasErrors && hasCalico && world.Enforcement != Enforcement.Kubernetes && dice.Chance(75);
        return new HttpBuilder(dice, hasErrors).Complete(hasHosts ? HostBuilder.Complete(world, dice, policies) : world);
    }

    public static IReadOnlyList<string> PodAddresses(int family) => family == 4 ? s_v4 : s_v6;

    public static Labels SomeLabels(Dice dice)
    {
        Labels labels = Labels.Empty;
        foreach (string key in dice.Subset(LabelKeys, 45))
        {
            labels = labels.Add(key, dice.Pick(LabelValues));
        }

        return labels;
    }

    private static PodObject Pod(Dice dice, int index, bool hasV4, bool hasV6, bool hasCalico)
    {
        string[] addresses = [.. (string[])[.. hasV4 && dice.Chance(85) ? [s_v4[index]] : (string[])[], .. hasV6 && dice.Chance(85) ? [s_v6[index]] : (string[])[]]];
        bool isWorkloadEndpoint = hasCalico && addresses.Length > 0 && dice.Chance(6);
        return new PodObject(dice.Pick(NamespaceNames), $"pod{index}", SomeLabels(dice))
        {
            ServiceAccount = !isWorkloadEndpoint && dice.Chance(50) ? dice.Pick(Accounts) : null,
            Addresses = [.. addresses],
            Ports = [.. dice.Some(0, 3, () => new PortObject(dice.Pick(PortNames), dice.Pick("TCP", "TCP", "UDP", "SCTP"), dice.Pick(PortNumbers))).Distinct()],
            Profiles = isWorkloadEndpoint ? [.. dice.Some(0, 3, () => dice.Pick("p1", "p2", "kns.ns1", "missing", "projectcalico-default-allow")).Distinct(StringComparer.Ordinal)] : null,
        };
    }

    private static NetworkSetObject NetworkSet(Dice dice, int index) => new(
        dice.Chance(50) ? dice.Pick(NamespaceNames) : null,
        $"set{index}",
        SomeLabels(dice),
        [.. dice.Some(0, 3, () => dice.Pick(Nets)).Distinct(StringComparer.Ordinal)]);

    private static ImmutableArray<TierObject> Tiers(Dice dice) =>
    [
        .. dice.Subset(["aaa", "t1", "zzz"], 45)
            .Select(name => new TierObject(name, dice.Chance(75) ? dice.Pick(10, 500, 1000.5, 2_000_000) : null, dice.Pick(null, "Deny", "Pass"))),
        .. dice.Chance(20) ? [new TierObject("default", 1_000_000, "Deny")] : (TierObject[])[],
    ];

    public static ProfileObject Profile(Dice dice, PolicyBuilder policies, string name) =>
        new(name, SomeLabels(dice), policies.CalicoRules(ingress: true, home: null, 2), policies.CalicoRules(ingress: false, home: null, 2));
}
