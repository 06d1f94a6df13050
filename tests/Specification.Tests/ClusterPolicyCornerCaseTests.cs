using System.Collections.Immutable;
using static PolicyEngine.Specification.Town;

namespace PolicyEngine.Specification.Tests;

/// <summary>Corner cases of cluster policies with the outcome that the documents and tests of Kubernetes give.</summary>
public sealed class ClusterPolicyCornerCaseTests
{
    private const string NodeAddress = "192.0.2.9";

    private static readonly ClusterPeer s_everyone = new() { Pods = new PodSelection(LabelSelector.Everything, null) };
    private static readonly ClusterPeer s_allAddresses = new() { Networks = ["0.0.0.0/0"] };
    private static readonly ClusterPeer s_unknown = new();

    [Fact]
    public void An_admin_accept_comes_before_isolation() => With(Ingress()).AndCluster(Admin(1, Rule("Accept", s_everyone))).Allows(A, Server);

    [Fact]
    public void An_admin_deny_comes_before_an_allow() => With(Ingress(new KubernetesRule([], []))).AndCluster(Admin(1, Rule("Deny", s_everyone))).Denies(A, Server);

    [Fact]
    public void An_admin_pass_skips_the_later_policies_of_the_tier() =>
        With(Ingress(From(PodsOf("a")))).AndCluster(Admin(10, Rule("Pass", s_everyone)), Admin(20, Rule("Deny", s_everyone))).Allows(A, Server);

    [Fact]
    public void What_admin_passes_and_nobody_isolates_baseline_may_deny() =>
        Empty.AndCluster(Admin(1, Rule("Pass", s_everyone)), Baseline(1, Rule("Deny", s_everyone))).Denies(A, Server);

    [Fact]
    public void A_network_policy_decides_what_admin_passes_even_without_a_match() =>
        With(Ingress()).AndCluster(Admin(1, Rule("Pass", s_everyone)), Baseline(1, Rule("Accept", s_everyone))).Denies(A, Server);

    [Fact]
    public void A_network_policy_shields_from_baseline() => With(Ingress(From(PodsOf("a")))).AndCluster(Baseline(1, Rule("Deny", s_everyone))).Allows(A, Server);

    [Fact]
    public void A_network_policy_of_the_other_direction_does_not_shield() =>
        With(new KubernetesPolicy("ns1", "k") { PodSelector = ServerPods, Types = ["Egress"] }).AndCluster(Baseline(1, Rule("Deny", s_everyone))).Denies(A, Server);

    [Fact]
    public void A_baseline_pass_skips_the_rest_of_baseline() =>
        Empty.AndCluster(Baseline(1, Rule("Pass", s_everyone)), Baseline(2, Rule("Deny", s_everyone))).Allows(A, Server);

    [Fact]
    public void The_lowest_priority_number_comes_first()
    {
        Empty.AndCluster(Admin(1000, Rule("Deny", s_everyone)), Admin(0, Rule("Accept", s_everyone))).Allows(A, Server);
        Empty.AndCluster(Admin(1000, Rule("Accept", s_everyone)), Admin(0, Rule("Deny", s_everyone))).Denies(A, Server);
    }

    [Fact]
    public void The_earlier_rule_of_a_policy_wins() => Empty.AndCluster(Admin(1, Rule("Accept", s_everyone), Rule("Deny", s_everyone))).Allows(A, Server);

    [Fact]
    public void Accepting_rules_do_not_isolate() => Empty.AndCluster(Admin(1, Rule("Accept", PodsIn(null, "a")))).Allows(B, Server);

    [Fact]
    public void No_address_outside_is_in_a_namespace() => Empty.AndCluster(Admin(1, Rule("Deny", s_everyone))).Allows(Outside, Server);

    [Fact]
    public void A_network_holds_the_pods_in_it() => Empty.AndCluster(Leaving(Rule("Deny", s_allAddresses))).Denies(A, Server);

    [Fact]
    public void An_accepted_network_exempts_what_lies_in_it()
    {
        World world = Empty.AndCluster(Leaving(Rule("Accept", new ClusterPeer { Networks = [$"{Server}/32"] }), Rule("Deny", s_allAddresses)));
        world.Allows(A, Server);
        world.Denies(A, B);
    }

    [Fact]
    public void The_host_part_of_a_network_counts_for_nothing() =>
        Empty.AndCluster(Leaving(Rule("Deny", new ClusterPeer { Networks = ["10.0.0.77/24"] }))).Denies(A, Server);

    [Fact]
    public void A_pod_on_the_hosts_network_is_no_subject() => WithHost.AndCluster(Admin(1, Rule("Deny", s_everyone)), Leaving(Rule("Deny", s_everyone))).Allows(NodeAddress, Server);

    [Theory]
    [InlineData(Enforcement.Calico)]
    [InlineData(Enforcement.Kubernetes)]
    public void A_pod_on_the_hosts_network_is_no_pods_peer(Enforcement enforcement) =>
        (WithHost with { Enforcement = enforcement }).AndCluster(Leaving(Rule("Deny", PodsIn(null, "host"), s_everyone))).Allows(A, NodeAddress);

    [Theory]
    [InlineData("n1", SpecifiedOutcome.Allowed)]
    [InlineData("n2", SpecifiedOutcome.Denied)]
    [InlineData(null, SpecifiedOutcome.Unknown)]
    public void A_node_always_reaches_the_pods_that_it_runs(string? node, SpecifiedOutcome expected) =>
        (With(Ingress()) with { Nodes = WithHost.Nodes, Pods = [.. Empty.Pods.Select(pod => pod with { Node = node })] }).Expect(expected, NodeAddress, Server);

    [Fact]
    public void A_pod_on_the_hosts_network_is_found_by_its_node()
    {
        World world = WithHost.AndCluster(Leaving(Rule("Deny", Nodes("n"))));
        world.Denies(A, NodeAddress);
        world.Allows(A, Outside);
        world.Allows(A, Server);
        WithHost.AndCluster(Leaving(Rule("Deny", Nodes("other")))).Allows(A, NodeAddress);
    }

    [Fact]
    public void A_protocol_without_a_port_is_refused() =>
        Empty.AndCluster(Admin(1, ForPorts("Deny", new ClusterPort("TCP", null, null, null)))).Expect(SpecifiedOutcome.Unknown, A, Server);

    [Fact]
    public void A_range_of_one_port_is_refused_in_the_newer_kind_alone()
    {
        ClusterRule rule = ForPorts("Deny", new ClusterPort("TCP", 80, 80, null));
        Empty.AndCluster(Admin(1, rule)).Expect(SpecifiedOutcome.Unknown, A, Server);
        World older = Empty.AndCluster(new ClusterPolicy(ClusterPolicyKind.AdminNetworkPolicy, "p") { Ingress = [rule] });
        older.Denies(A, Server);
        older.Allows(A, Server, 81);
    }

    [Fact]
    public void A_named_port_of_an_address_outside_matches_nothing() =>
        Empty.AndCluster(Leaving(new ClusterRule("Deny", [s_allAddresses], [ClusterPort.Named("http")]))).Allows(A, Outside);

    [Fact]
    public void A_named_port_is_number_and_protocol_of_the_destination()
    {
        World world = Empty.AndCluster(Leaving(new ClusterRule("Deny", [s_everyone], [ClusterPort.Named("http"), ClusterPort.Named("dns")])));
        world.Denies(A, B, 8080);
        world.Allows(A, B, 80);
        world.Denies(A, Server, 53, protocol: 17);
        world.Allows(A, Server, 53);
    }

    [Fact]
    public void A_baseline_policy_of_another_name_is_refused() =>
        Empty.AndCluster(new ClusterPolicy(ClusterPolicyKind.BaselineAdminNetworkPolicy, "other") { Ingress = [Rule("Deny", s_everyone)] }).Expect(SpecifiedOutcome.Unknown, A, Server);

    [Theory]
    [InlineData(Enforcement.Calico)]
    [InlineData(Enforcement.Kubernetes)]
    public void A_peer_of_no_known_kind_fails_closed(Enforcement enforcement)
    {
        World empty = Empty with { Enforcement = enforcement };
        empty.AndCluster(Admin(1, Rule("Deny", s_unknown))).Denies(Outside, Server);
        empty.AndCluster(Admin(1, Rule("Pass", s_unknown))).Denies(Outside, Server);
        empty.AndCluster(Admin(1, Rule("Accept", s_unknown), Rule("Deny", s_everyone))).Denies(A, Server);
    }

    [Fact]
    public void A_subject_of_pods_without_a_namespace_selector_is_of_all_namespaces() =>
        Empty.AndCluster(Admin(1, Rule("Deny", s_everyone)) with { Subject = new PodSelection(null, Pods("a")) }).Denies(Server, Stranger);

    [Fact]
    public void The_subject_needs_namespace_and_pod()
    {
        World world = Empty.AndCluster(Admin(1, Rule("Deny", s_everyone)) with { Subject = new PodSelection(new LabelSelector(Label("team", "x"), []), Pods("a")) });
        world.Denies(Server, A);
        world.Allows(Server, Stranger);
        world.Allows(A, B);
    }

    [Fact]
    public void The_halves_are_decided_apart() =>
        Empty.AndCluster(Leaving(Rule("Accept", s_everyone)), Admin(5, Rule("Deny", s_everyone)) with { Name = "deny" }).Denies(A, Server);

    [Fact]
    public void The_older_kinds_allow_where_the_newer_accepts()
    {
        World world = With(Ingress());
        ClusterPolicy admin = new(ClusterPolicyKind.AdminNetworkPolicy, "p") { Ingress = [Rule("Allow", PodsIn(new LabelSelector(Label("team", "x").Clear(), []), "a"))] };
        ClusterPolicy baseline = new(ClusterPolicyKind.BaselineAdminNetworkPolicy, "default") { Ingress = [Rule("Deny", s_everyone)] };
        world.AndCluster(admin, baseline).Allows(A, Server);
        world.AndCluster(admin, baseline).Denies(B, Server);
        world.AndCluster(admin, baseline).Denies(Server, B);
    }

    private static World WithHost => Empty with
    {
        Enforcement = Enforcement.Kubernetes,
        Nodes = [new NodeObject("n1", Label("kind", "n"), [NodeAddress])],
        Pods = Empty.Pods.Add(new PodObject("ns1", "host", Label("app", "host")) { Addresses = [NodeAddress], HostNetwork = true }),
    };

    private static ClusterPolicy Admin(int priority, params ImmutableArray<ClusterRule> rules) =>
        new(ClusterPolicyKind.ClusterNetworkPolicy, $"admin{priority}") { Priority = priority, Ingress = rules };

    private static ClusterPolicy Baseline(int priority, params ImmutableArray<ClusterRule> rules) =>
        Admin(priority, rules) with { Name = $"baseline{priority}", IsBaseline = true };

    private static ClusterPolicy Leaving(params ImmutableArray<ClusterRule> rules) =>
        new(ClusterPolicyKind.ClusterNetworkPolicy, "leaving") { Egress = rules };

    private static ClusterRule ForPorts(string action, params ImmutableArray<ClusterPort> ports) => new(action, [s_everyone], ports);

    private static ClusterPeer PodsIn(LabelSelector? namespaces, string app) => new() { Pods = new PodSelection(namespaces, Pods(app)) };

    private static ClusterPeer Nodes(string kind) => new() { Nodes = new LabelSelector(Label("kind", kind), []) };
}
