namespace PolicyEngine.Tests.Limits;

/// <summary>What one change of a large cluster allocates; it is what is shared with the snapshot before that keeps this small.</summary>
public sealed class ChangeAllocationTests
{
    private const int Policies = 1_000;

    private static readonly Lazy<PolicySnapshot> s_small = new(() => PlainCluster.Load(5_000, Policies));
    private static readonly Lazy<PolicySnapshot> s_large = new(() => PlainCluster.Load(20_000, Policies));

    [Fact]
    public void A_pod_that_is_added_allocates_no_more_than_its_own_part() =>
        Assert.InRange(Change(s_small.Value, PlainCluster.Pod(2_000_000, "app-3").Replace("ns-40000", "ns-3", StringComparison.Ordinal)), 1, 48_000);

    [Fact]
    public void A_pod_that_is_relabelled_allocates_no_more_than_its_own_part() =>
        Assert.InRange(Change(s_small.Value, PlainCluster.Pod(17, "app-4")), 1, 48_000);

    [Fact]
    public void Four_times_the_pods_cost_a_change_of_one_hardly_more()
    {
        string pod = PlainCluster.Pod(17, "app-4");
        Assert.InRange(Change(s_large.Value, pod), 1, Change(s_small.Value, pod) * 3 / 2);
    }

    [Fact]
    public void A_pod_on_the_network_of_its_node_is_a_pod_like_others()
    {
        PolicySnapshot withNode = s_small.Value.With([PolicySource.FromText("node.yaml", """
            {apiVersion: v1, kind: Node, metadata: {name: n1}, status: {addresses: [{type: InternalIP, address: 172.16.0.1}]}}
            """)]).Snapshot;
        Assert.InRange(Change(withNode, AgentAt("172.16.0.1")), 1, 48_000);
        Assert.True(Change(withNode, AgentAt("172.16.0.1")) < Change(withNode, AgentAt("172.16.0.2")));
    }

    [Fact]
    public void A_policy_that_is_changed_is_compiled_alone() =>
        Assert.InRange(Change(s_small.Value, PlainCluster.Policy(17, 100, 8080)), 1, 300_000);

    // With an address that its node is not known by, what is known of nodes changes.
    private static string AgentAt(string address) =>
        $$"""{apiVersion: v1, kind: Pod, metadata: {name: agent, namespace: ns-3}, spec: {hostNetwork: true, nodeName: n1}, status: {podIP: {{address}} } }""";

    private static long Change(PolicySnapshot snapshot, string document)
    {
        PolicySource[] read = [PolicySource.FromText("changed.yaml", document).Read()];
        return Allocation.Of(() => snapshot.With(read));
    }
}
