using PolicyEngine.Connectivity;
using PolicyEngine.Model;
using PolicyEngine.Queries;

namespace PolicyEngine.Tests.Compilation;

public sealed class TiedPolicyTests
{
    [Fact]
    public void A_tied_policy_to_which_the_others_leave_nothing_decides_nothing()
    {
        const string Pods = """
            {apiVersion: v1, kind: Pod, metadata: {name: a, namespace: shop}, status: {podIP: 10.0.0.1}}
            ---
            {apiVersion: v1, kind: Pod, metadata: {name: b, namespace: shop}, status: {podIP: 10.0.0.2}}
            ---

            """;
        PolicySnapshot snapshot = new PolicyLoader(LoadOptions.Default with { Profile = EnforcementProfile.Kubernetes }).LoadText(Pods + Deny("first") + Deny("second")).Snapshot;
        Party[] parties = [.. snapshot.Model.Endpoints.Select(endpoint => snapshot.PartiesOf(endpoint)[0])];

        Assert.All(snapshot.Halves.Table(parties[0], parties[1], Directions.Ingress).Segments, segment => Assert.False(segment.Region.IsEmpty));
        Assert.Equal([RuleUseKind.Decides, RuleUseKind.MayDecide], RuleUse.Of(snapshot).Select(use => use.Kind));

        static string Deny(string name) => $$"""
            {apiVersion: policy.networking.k8s.io/v1alpha2, kind: ClusterNetworkPolicy, metadata: {name: {{name}}}, spec: {tier: Admin, priority: 1, subject: {namespaces: {} }, ingress: [{action: Deny, from: [{namespaces: {} }] }] } }
            ---

            """;
    }
}
