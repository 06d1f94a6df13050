using PolicyEngine.Expectations;
using PolicyEngine.Model;
using PolicyEngine.Queries;

namespace PolicyEngine.Tests.Expectations;

/// <summary>Whether expectations hold, and where they do not.</summary>
public sealed class ExpectationRunTests
{
    private const string Cluster = """
        {apiVersion: v1, kind: Pod, metadata: {name: web-0, namespace: shop, labels: {app: web}, ownerReferences: [{kind: StatefulSet, name: web, controller: true}]}, spec: {nodeName: w1, containers: [{name: c, ports: [{name: http, containerPort: 8080}]}]}, status: {podIP: 10.0.0.1}}
        ---
        {apiVersion: v1, kind: Pod, metadata: {name: web-1, namespace: shop, labels: {app: web}, ownerReferences: [{kind: StatefulSet, name: web, controller: true}]}, spec: {nodeName: w2, containers: [{name: c, ports: [{name: http, containerPort: 8080}]}]}, status: {podIP: 10.0.0.2}}
        ---
        {apiVersion: v1, kind: Pod, metadata: {name: redis-0, namespace: shop, labels: {app: redis}}, spec: {nodeName: w1}, status: {podIP: 10.0.0.3}}
        ---
        {apiVersion: v1, kind: Pod, metadata: {name: tool, namespace: dev, labels: {app: web}}, spec: {nodeName: w1}, status: {podIP: 10.0.0.4}}
        ---
        {apiVersion: v1, kind: Pod, metadata: {name: agent, namespace: ops}, spec: {nodeName: w1, hostNetwork: true}, status: {podIP: 192.168.0.1}}
        ---
        {apiVersion: v1, kind: Service, metadata: {name: redis, namespace: shop}, spec: {clusterIP: 10.96.0.1, selector: {app: redis}, ports: [{port: 80, targetPort: 6379}]}}
        ---

        """;

    private const string RedisPolicy = """
        apiVersion: networking.k8s.io/v1
        kind: NetworkPolicy
        metadata: {name: redis, namespace: shop}
        spec:
          podSelector: {matchLabels: {app: redis}}
          policyTypes: [Ingress, Egress]
          ingress:
          - from: [{podSelector: {matchLabels: {app: web}}}]
            ports: [{port: 6379}]
          - from: [{ipBlock: {cidr: 203.0.113.0/24}}]
            ports: [{port: 443}]

        """;

    private static ExpectationRun Run(string expectations, string policies = RedisPolicy)
    {
        var file = ExpectationFile.Read(PolicySource.FromText("t.yaml", expectations));
        Assert.Empty(file.Diagnostics);
        return ExpectationRun.Of(new PolicyLoader().LoadText(Cluster + policies, "policies.yaml").Snapshot, file.Expectations);
    }

    private static ExpectationResult Judge(string expectation, string policies = RedisPolicy) => Run(expectation, policies).Results.Single();

    [Theory]
    [InlineData("{from: shop/web-0, to: shop/redis-0, port: 6379, expect: allow}", true)]
    [InlineData("{from: shop/web-0, to: shop/redis-0, port: 6379, expect: deny}", false)]
    [InlineData("{from: shop/web-0, to: shop/redis-0, port: 6380, expect: deny}", true)]
    [InlineData("{from: shop/web-0, to: svc/shop/redis, port: 80, expect: allow}", true)]
    [InlineData("{from: shop/web-0, to: shop/redis-0, ports: [6379, 6380], expect: allow}", false)]
    [InlineData("{from: shop/web-0, to: shop/redis-0, ports: [6379, 6380], expect: partial}", true)]
    [InlineData("{from: shop/web-0, to: shop/redis-0, port: 6379-6380, expect: partial}", true)]
    [InlineData("{from: shop/web-0, to: shop/redis-0, port: 6380-7000, expect: deny}", true)]
    [InlineData("{from: shop/web-0, to: shop/redis-0, port: 6000-7000, expect: deny}", false)]
    [InlineData("{from: sts/shop/web, to: shop/redis-0, port: 6379, expect: allow}", true)]
    [InlineData("{from: shop/web-*, to: shop/redis-0, port: 6379, expect: allow}", true)]
    [InlineData("{from: '*/web-*', to: '*/redis-*', port: 6379, expect: allow}", true)]
    [InlineData("{from: shop/*, to: shop/redis-0, port: 6379, expect: allow}", true)]
    [InlineData("{from: '*', to: shop/redis-0, port: 6379, expect: allow}", false)]
    [InlineData("{from: ns/d*, to: shop/redis-0, expect: deny}", true)]
    [InlineData("{from: sts/*/w*, to: shop/redis-0, port: 22, expect: deny}", true)]
    [InlineData("{from: [dev/*, external], to: shop/redis-0, port: 6379, expect: deny}", true)]
    [InlineData("{from: 203.0.113.0/24, to: shop/redis-0, port: 443, expect: allow}", true)]
    [InlineData("{from: 203.0.112.0/23, to: shop/redis-0, port: 443, expect: partial}", true)]
    [InlineData("{from: shop/redis-0, to: [shop/web-*, external], expect: deny}", true)]
    [InlineData("{from: shop/web-0, to: shop/redis-0, icmp: 8, expect: deny}", true)]
    [InlineData("{from: 'labels:app=web@shop', to: shop/redis-0, port: 6379, expect: allow}", true)]
    [InlineData("{from: dev/tool, to: shop/web-0, port: http, expect: allow}", true)]
    public void A_verdict_holds_for_all_that_is_named_or_not_at_all(string expectation, bool holds) =>
        Assert.Equal(holds ? ExpectationOutcome.Passed : ExpectationOutcome.Failed, Judge($"- {expectation}").Outcome);

    [Theory]
    [InlineData("{to: shop/redis-0, only: [{from: sts/shop/web, port: 6379}, {from: 203.0.113.0/24, port: 443}]}", 0)]
    [InlineData("{to: svc/shop/redis, only: [{from: shop/web-*, port: 80}]}", 1)]
    [InlineData("{to: svc/shop/redis, port: 80, only: [{from: shop/web-*}]}", 0)]
    [InlineData("{to: shop/redis-0, port: 6379, only: [{from: shop/web-*}]}", 0)]
    [InlineData("{to: shop/redis-0, only: [{from: sts/shop/web, port: 6379}]}", 1)]
    [InlineData("{to: shop/redis-0, only: [{from: shop/web-0, port: 6379}, {from: 203.0.113.0/24, port: 443}]}", 1)]
    [InlineData("{to: shop/redis-0, only: [{from: sts/shop/web, port: 6379}, {from: 203.0.113.0/25, port: 443}]}", 1)]
    [InlineData("{to: shop/redis-0, only: [{from: sts/shop/web, port: 6379-6380}, {from: 203.0.113.0/24, port: 443}]}", 2)]
    [InlineData("{from: shop/redis-0, only: []}", 0)]
    [InlineData("{from: shop/web-*, to: shop/redis-0, only: [{port: 6379}]}", 0)]
    [InlineData("{from: dev/tool, to: shop/redis-0, only: []}", 0)]
    public void Nothing_passes_but_what_is_listed(string expectation, long otherwise)
    {
        ExpectationResult result = Judge($"- {expectation}");

        Assert.Null(result.Error);
        Assert.Equal(otherwise, result.FailedPairs);
        Assert.Equal(otherwise == 0 ? ExpectationOutcome.Passed : ExpectationOutcome.Failed, result.Outcome);
    }

    [Fact]
    public void The_first_pair_and_the_smallest_port_are_the_witness()
    {
        ExpectationResult listed = Judge("- {to: shop/redis-0, only: [{from: '*/*-0', port: 6379}]}");
        Assert.Equal((ExpectationFailureKind.NotListed, "shop/web-1", (ushort)6379), Witness(listed.Failures[0]));
        Assert.Equal((ExpectationFailureKind.NotListed, "203.0.113.0", (ushort)443), Witness(listed.Failures[1]));

        ExpectationResult all = Judge("- {from: shop/*, to: shop/redis-0, expect: deny}");
        Assert.Equal((ExpectationFailureKind.OtherVerdict, "shop/web-0", (ushort)6379), Witness(all.Failures.Single()));
        Assert.Equal((VerdictKind.Partial, 2L), (all.Verdict!.Value, all.FailedPairs));

        ExpectationResult missing = Judge("- {to: shop/redis-0, port: 6379, only: [{from: shop/web-*}, {from: dev/*}]}");
        Assert.Equal((ExpectationFailureKind.ListedNotAllowed, "dev/tool", (ushort)6379), Witness(missing.Failures[0]));

        static (ExpectationFailureKind, string, ushort) Witness(ExpectationFailure failure) => (failure.Kind, failure.Part.Source, failure.Part.Witness.Traffic.Major);
    }

    [Theory]
    [InlineData("{from: shop/nobody, to: shop/redis-0, expect: deny}", "PE7005", 10, "there is no pod `shop/nobody`")]
    [InlineData("{from: shop/web-0, to: shop/reds-0, expect: deny}", "PE7005", 26, "did you mean shop/redis-0?")]
    [InlineData("{from: shop/web-0, to: svc/shop/redis, port: 81, expect: deny}", "PE7005", 48, "has no port `81`")]
    [InlineData("{from: dev/x*, to: shop/redis-0, expect: deny}", "PE7005", 10, "there is no pod that matches `dev/x*`")]
    [InlineData("{from: svc/shop/*, to: shop/redis-0, expect: deny}", "PE7005", 10, "is not a pattern")]
    [InlineData("{to: shop/redis-0, only: [{from: shop/nobody}]}", "PE7005", 36, "there is no pod")]
    [InlineData("{from: shop/web-0, only: [{to: shop/nobody}]}", "PE7005", 34, "there is no pod")]
    [InlineData("{from: shop/nobody, only: []}", "PE7005", 10, "there is no pod")]
    [InlineData("{to: 'fqdn:example.com', only: []}", "PE7005", 8, "is no place of which all is known")]
    [InlineData("{from: shop/web-0, to: shop/web-0, expect: deny}", "PE7006", 3, "are one endpoint")]
    [InlineData("{from: 'labels:=@shop', to: shop/web-0, expect: deny}", "PE7005", 10, "is not a label")]
    public void What_cannot_be_asked_is_an_error_and_the_others_are_judged(string expectation, string code, int column, string message)
    {
        ExpectationRun run = Run($"- {expectation}\n- {{from: dev/tool, to: shop/redis-0, expect: deny}}");

        Assert.Equal((1, 1), (run.Count(ExpectationOutcome.Error), run.Count(ExpectationOutcome.Passed)));
        Assert.Equal((code, 1, column), (run.Errors.Single().Code, run.Errors.Single().Span.Line, run.Errors.Single().Span.Column));
        Assert.Contains(message, run.Errors.Single().Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_nobody_can_tell_holds_as_unknown_only()
    {
        const string Policies = """
            {apiVersion: networking.k8s.io/v1, kind: NetworkPolicy, metadata: {name: redis, namespace: shop}, spec: {podSelector: {matchLabels: {app: redis}}, ingress: [{from: [{ipBlock: {cidr: 10.0.0.0/8}}]}]}}
            ---
            {apiVersion: apps/v1, kind: Deployment, metadata: {name: job, namespace: dev}, spec: {template: {metadata: {labels: {app: job}}}}}
            """;

        Assert.Equal(ExpectationOutcome.Passed, Judge("- {from: deploy/dev/job, to: shop/redis-0, port: 1, expect: unknown}", Policies).Outcome);
        ExpectationResult result = Judge("- {from: deploy/dev/job, to: shop/redis-0, port: 1, expect: deny}", Policies);
        Assert.Equal((ExpectationOutcome.Failed, VerdictKind.Unknown), (result.Outcome, result.Verdict));
        Assert.NotEmpty(result.Missing);
    }

    [Fact]
    public void A_rule_is_covered_where_it_decides_a_half_of_what_is_asked()
    {
        Assert.Equal(["ingress[0] False", "ingress[1] False"], Covered("- {from: dev/tool, to: shop/redis-0, expect: deny}"));
        Assert.Equal(["ingress[0] True", "ingress[1] False"], Covered("- {from: '*', to: shop/redis-0, port: 6379, expect: deny}"));
        Assert.Equal(["ingress[0] False", "ingress[1] False"], Covered("- {from: '*', to: shop/redis-0, port: 6380, expect: deny}"));
        Assert.Equal(["ingress[0] True", "ingress[1] True"], Covered("- {to: shop/redis-0, only: []}"));

        static string[] Covered(string expectations) => [.. Run(expectations).Coverage.Rules.Select(rule => $"{rule.Rule.Path} {rule.IsCovered}")];
    }

    [Fact]
    public void Rules_that_pass_are_covered_and_staged_ones_are_not_counted()
    {
        const string Policies = """
            {apiVersion: projectcalico.org/v3, kind: Tier, metadata: {name: first}, spec: {order: 1}}
            ---
            {apiVersion: projectcalico.org/v3, kind: GlobalNetworkPolicy, metadata: {name: first.a}, spec: {tier: first, selector: "app == 'redis'", types: [Ingress], ingress: [{action: Pass}]}}
            ---
            {apiVersion: projectcalico.org/v3, kind: NetworkPolicy, metadata: {name: b, namespace: shop}, spec: {selector: "app == 'redis'", types: [Ingress], ingress: [{action: Allow, protocol: TCP, destination: {ports: [1]}}, {action: Deny}], egress: [{action: Allow}]}}
            ---
            {apiVersion: projectcalico.org/v3, kind: StagedNetworkPolicy, metadata: {name: c, namespace: shop}, spec: {selector: all(), types: [Ingress], ingress: [{action: Deny}]}}
            """;

        RuleCoverage coverage = Run("- {from: dev/tool, to: shop/redis-0, port: 2, expect: deny}", Policies).Coverage;

        Assert.Equal(["ingress[0] True", "ingress[0] False", "ingress[1] True"], coverage.Rules.Select(rule => $"{rule.Rule.Path} {rule.IsCovered}").ToArray());
        Assert.Equal((2, 66), (coverage.Covered, (int)coverage.Percent));
        Assert.Equal(3, RuleCoverage.Of([Run("- {from: dev/tool, to: shop/redis-0, port: 2, expect: deny}", Policies), Run("- {from: dev/tool, to: shop/redis-0, port: 1, expect: allow}", Policies)]).Covered);
    }

    [Fact]
    public void A_pod_on_its_nodes_network_reaches_the_pods_beside_it_and_need_not_be_listed()
    {
        ExpectationResult result = Judge("- {to: shop/redis-0, port: 22, only: []}");

        Assert.Equal(ExpectationOutcome.Passed, result.Outcome);
        Assert.Equal(EndpointKind.HostNetworkPod, new PolicyLoader().LoadText(Cluster).Snapshot.Model.Endpoints.Single(endpoint => endpoint.Name == "agent").Kind);
    }

    [Fact]
    public void The_work_can_be_stopped()
    {
        var file = ExpectationFile.Read(PolicySource.FromText("t.yaml", "- {from: '*', to: '*', expect: deny}"));
        PolicySnapshot snapshot = new PolicyLoader().LoadText(Cluster).Snapshot;

        Assert.Throws<OperationCanceledException>(() => ExpectationRun.Of(snapshot, file.Expectations, cancellationToken: new CancellationToken(canceled: true)));
    }
}
