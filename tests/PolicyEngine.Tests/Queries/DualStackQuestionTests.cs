using PolicyEngine.Queries;
using PolicyEngine.Sets;
using PolicyEngine.Tests.Semantics;

namespace PolicyEngine.Tests.Queries;

/// <summary>Pods with addresses of both families are asked about in both, but each kind of ICMP in its own family.</summary>
public sealed class DualStackQuestionTests
{
    private static Answer Ask(string rules, Protocol? protocol, string to = "shop/db") =>
        Scenario.Calico($"selector: app == 'db'\ntypes: [Ingress]\ningress: {rules}").Loaded.Snapshot.Ask(new Query { From = "bank/web", To = to, Protocol = protocol });

    [Fact]
    public void Pods_whose_nodes_are_not_alike_are_not_alike_to_a_host()
    {
        // Neighbour discovery between a pod and its own node passes, and it is not known whether that is the first pod's.
        const string cluster = """
            {apiVersion: v1, kind: Pod, metadata: {name: a, namespace: shop}, status: {podIP: "fd00::1"}}
            ---
            {apiVersion: v1, kind: Pod, metadata: {name: b, namespace: shop}, spec: {nodeName: n1}, status: {podIP: "fd00::2"}}
            ---
            {apiVersion: v1, kind: Pod, metadata: {name: host, namespace: shop}, spec: {nodeName: n2, hostNetwork: true}}
            ---
            {apiVersion: networking.k8s.io/v1, kind: NetworkPolicy, metadata: {name: deny, namespace: shop}, spec: {podSelector: {}, policyTypes: [Egress]}}
            """;
        Answer answer = Scenario.Alone(cluster).Loaded.Snapshot.Ask(new Query { From = "ns/shop", To = "shop/host" });
        Assert.Equal(["shop/a"], answer.Parts.Where(part => part.Verdict == VerdictKind.Unknown).Select(part => part.Source), StringComparer.Ordinal);
        Assert.Equal(1, answer.Parts.Single(part => part.Verdict == VerdictKind.Unknown).Pairs);
    }

    [Fact]
    public void ICMP_is_asked_about_in_packets_of_IPv4()
    {
        Assert.Equal(VerdictKind.Allowed, Ask("[{action: Allow, protocol: ICMP}]", Protocol.Icmp).Verdict);
        Assert.Equal(VerdictKind.Denied, Ask("[{action: Allow, protocol: ICMP}]", Protocol.IcmpV6).Verdict);
    }

    [Fact]
    public void ICMPv6_is_asked_about_in_packets_of_IPv6()
    {
        Assert.Equal(VerdictKind.Allowed, Ask("[{action: Allow, protocol: ICMPv6}]", Protocol.IcmpV6).Verdict);
        Assert.Equal(VerdictKind.Denied, Ask("[{action: Allow, protocol: ICMPv6}]", Protocol.Icmp).Verdict);
    }

    [Fact]
    public void What_is_allowed_throughout_holds_the_ICMP_of_each_family()
    {
        Answer answer = Ask("[{action: Allow, protocol: ICMP}, {action: Allow, protocol: ICMPv6}, {action: Allow, protocol: TCP}]", null);

        Assert.Equal(VerdictKind.Partial, answer.Verdict);
        Assert.Equal(TrafficSet.Union(new[] { Protocol.Icmp, Protocol.IcmpV6, Protocol.Tcp }.Select(TrafficSet.ForProtocol)), answer.Allowed);
        Assert.All(answer.Parts, part => Assert.Equal(part.Verdict, answer.Snapshot.Evaluate(part.Witness).Kind));
    }

    [Fact]
    public void Where_one_family_is_at_hand_either_ICMP_is_what_it_is()
    {
        Assert.Equal(VerdictKind.Denied, Ask("[{action: Allow, protocol: ICMP}]", Protocol.Icmp, "fd00::2").Verdict);
        Assert.Equal(VerdictKind.Allowed, Ask("[{action: Allow, protocol: ICMP}]", Protocol.Icmp, "10.0.0.2").Verdict);
    }

    [Fact]
    public void Where_both_families_allow_everything_there_is_one_part()
    {
        Answer answer = Ask("[{action: Allow}]", null);

        Assert.Equal(VerdictKind.Allowed, answer.Verdict);
        Assert.True(Assert.Single(answer.Parts).Traffic.IsAll);
        Assert.True(answer.Allowed.IsAll);
    }
}
