using System.Collections.Immutable;
using static PolicyEngine.Specification.Town;
using Labels = System.Collections.Immutable.ImmutableSortedDictionary<string, string>;

namespace PolicyEngine.Specification.Tests;

/// <summary>Where Calico's reading of cluster policies differs from that of Kubernetes.</summary>
public sealed class ConvertedClusterPolicyTests
{
    private static readonly ClusterPeer s_everyone = new() { Pods = new PodSelection(LabelSelector.Everything, null) };
    private static readonly ClusterPeer s_nodes = new() { Nodes = LabelSelector.Everything };
    private static readonly ClusterPeer s_noTeam = new() { Pods = new PodSelection(new LabelSelector(Labels.Empty, [new LabelRequirement("team", "DoesNotExist", [])]), null) };

    private static readonly World s_withSets = Empty with
    {
        NetworkSets = [new NetworkSetObject("ns2", "own", Labels.Empty, ["192.0.2.7/32"]), new NetworkSetObject(null, "all", Labels.Empty, ["192.0.2.8/32"])],
    };

    [Fact]
    public void A_rule_that_cannot_be_converted_denies_all_if_it_denies_or_passes()
    {
        Empty.AndCluster(Leaving(Rule("Deny", s_nodes))).Denies(A, Outside);
        Empty.AndCluster(Leaving(Rule("Pass", s_nodes))).Denies(A, Outside);
        Empty.AndCluster(Leaving(new ClusterRule("Deny", [s_nodes], [new ClusterPort("UDP", 53, null, null)]))).Denies(A, Outside);
    }

    [Fact]
    public void A_rule_that_cannot_be_converted_is_dropped_if_it_accepts() =>
        Empty.AndCluster(Leaving(Rule("Accept", s_nodes), Rule("Deny", s_everyone))).Denies(A, Server);

    [Fact]
    public void One_peer_that_cannot_be_converted_fails_its_rule()
    {
        Empty.AndCluster(Leaving(Rule("Deny", s_everyone, s_nodes))).Denies(A, Outside);
        Empty.AndCluster(Leaving(Rule("Accept", s_everyone, s_nodes), Rule("Deny", s_everyone))).Denies(A, Server);
    }

    [Fact]
    public void A_namespaces_peer_is_the_network_sets_of_the_namespaces_too()
    {
        World world = s_withSets.AndCluster(Leaving(Rule("Deny", s_everyone)));
        world.Denies(A, "192.0.2.7");
        world.Allows(A, "192.0.2.8");
        (world with { Enforcement = Enforcement.Kubernetes }).Allows(A, "192.0.2.7");
    }

    [Fact]
    public void A_negative_namespaces_peer_is_the_global_network_sets_too()
    {
        World world = s_withSets.AndCluster(Leaving(Rule("Deny", s_noTeam)));
        world.Denies(A, "192.0.2.8");
        world.Allows(A, "192.0.2.7");
        (world with { Enforcement = Enforcement.Kubernetes }).Allows(A, "192.0.2.8");
    }

    [Fact]
    public void Equal_priorities_go_by_name()
    {
        ClusterPolicy accept = Leaving(Rule("Accept", s_everyone));
        ClusterPolicy deny = Leaving(Rule("Deny", s_everyone));
        Empty.AndCluster(deny with { Name = "a" }, accept with { Name = "a-b" }).Allows(A, Server);
        Empty.AndCluster(deny with { Name = "a" }, accept with { Name = "a0" }).Denies(A, Server);
    }

    [Fact]
    public void A_calico_policy_of_the_tier_has_its_place_by_order_and_name()
    {
        CalicoPolicy allow = new(null, "p") { Tier = "kube-admin", Order = 5, Egress = [new CalicoRule("Allow")] };
        ClusterPolicy deny = Leaving(Rule("Deny", s_everyone)) with { Name = "p", Priority = 5 };
        Empty.AndCalico(allow).AndCluster(deny).Allows(A, Server);
        Empty.AndCalico(allow with { Name = "q" }).AndCluster(deny).Denies(A, Server);
        Empty.AndCalico(allow with { Name = "q", Order = 4.5 }).AndCluster(deny).Allows(A, Server);
        Empty.AndCalico(allow with { Order = null }).AndCluster(deny with { Priority = 1000 }).Denies(A, Server);
    }

    private static ClusterPolicy Leaving(params ImmutableArray<ClusterRule> rules) => new(ClusterPolicyKind.ClusterNetworkPolicy, "p") { Egress = rules };
}
