using PolicyEngine.Queries;
using PolicyEngine.Queries.Futures;
using PolicyEngine.Selectors;
using PolicyEngine.Selectors.Algebra;
using PolicyEngine.Tests.Semantics;

namespace PolicyEngine.Tests.Queries;

/// <summary>Questions about every pod there could be.</summary>
public sealed class EverTests
{
    private const string DbFromWeb = "{apiVersion: networking.k8s.io/v1, kind: NetworkPolicy, metadata: {name: db, namespace: shop}, spec: {podSelector: {matchLabels: {app: db}}, ingress: [{from: [{podSelector: {matchLabels: {access: granted}}}], ports: [{port: 80}]}]}}";

    private const string DbService = "{apiVersion: v1, kind: Service, metadata: {name: db, namespace: shop}, spec: {selector: {app: db}, clusterIP: 10.96.0.7, ports: [{port: 6000, targetPort: 80}]}}";

    private static EverAnswer Ever(string policies, string pods, string peer = "shop/db", string port = "80", string namespaces = "all()", bool receive = false) =>
        Scenario.Of(policies).Loaded.Snapshot.Ever(new EverQuery
        {
            Pods = Selector.Parse(pods),
            Namespaces = Selector.Parse(namespaces),
            Peer = peer,
            Port = port.Length == 0 ? null : port,
            PodsReceive = receive,
        });

    [Fact]
    public void A_pod_without_the_label_that_a_policy_asks_for_never_gets_through()
    {
        Assert.Equal(Truth.No, Ever(DbFromWeb, "!has(access)").Truth);
        Assert.Equal(Truth.No, Ever(DbFromWeb, "access != 'granted'").Truth);
        Assert.Equal(Truth.No, Ever(DbFromWeb, "all()", port: "81").Truth);
        Assert.Equal(Truth.No, Ever(DbFromWeb, "all()", namespaces: "kubernetes.io/metadata.name != 'shop'").Truth);
    }

    [Fact]
    public void A_pod_that_gets_through_is_shown_and_confirmed()
    {
        EverAnswer answer = Ever(DbFromWeb, "!has(app)");

        Assert.Equal(Truth.Yes, answer.Truth);
        Assert.Equal("granted", answer.Witness!.Labels["access"]);
        Assert.Null(answer.Witness.Labels["app"]);
        Assert.Equal(("shop", false, "default"), (answer.Witness.Namespace, answer.Witness.IsNewNamespace, answer.Witness.ServiceAccount));
        Assert.Equal(VerdictKind.Allowed, answer.Evidence!.Verdict);
    }

    [Fact]
    public void A_service_stands_for_its_backends()
    {
        Assert.Equal(Truth.No, Ever(Scenario.Documents(DbFromWeb, DbService), "!has(access)", "svc/shop/db", "6000").Truth);
        Assert.Equal(Truth.Yes, Ever(Scenario.Documents(DbFromWeb, DbService), "has(access)", "svc/shop/db", "6000").Truth);
    }

    [Fact]
    public void Labels_of_namespaces_that_exist_are_what_they_are_and_those_of_new_ones_are_free()
    {
        const string fromGreen = "{apiVersion: networking.k8s.io/v1, kind: NetworkPolicy, metadata: {name: db, namespace: shop}, spec: {podSelector: {matchLabels: {app: db}}, ingress: [{from: [{namespaceSelector: {matchLabels: {team: green}}}]}]}}";
        EverAnswer answer = Ever(fromGreen, "all()");

        Assert.Equal(Truth.Yes, answer.Truth);
        Assert.True(answer.Witness!.IsNewNamespace);
        Assert.Equal("green", answer.Witness.NamespaceLabels["team"]);
        Assert.Equal(Truth.No, Ever(fromGreen, "all()", namespaces: "kubernetes.io/metadata.name in {'shop', 'bank'}").Truth);
        Assert.Equal(Truth.No, Ever(fromGreen, "all()", namespaces: "team != 'green'").Truth);
    }

    [Fact]
    public void Policies_of_the_pods_own_side_count()
    {
        string noEgress = "{apiVersion: projectcalico.org/v3, kind: GlobalNetworkPolicy, metadata: {name: no-egress}, spec: {selector: \"tier != 'trusted'\", types: [Egress], egress: [{action: Deny}]}}";

        Assert.Equal(Truth.No, Ever(noEgress, "tier != 'trusted'").Truth);
        Assert.Equal("trusted", Ever(noEgress, "all()").Witness!.Labels["tier"]);
    }

    [Fact]
    public void Service_accounts_may_have_any_labels()
    {
        string tills = Scenario.CalicoPolicy("db", "selector: app == 'db'\ntypes: [Ingress]\ningress:\n- action: Allow\n  source: {serviceAccounts: {selector: \"role == 'robot'\"}}");
        EverAnswer answer = Ever(tills, "all()");

        Assert.Equal(Truth.Yes, answer.Truth);
        Assert.Equal("robot", answer.Witness!.ServiceAccountLabels["role"]);
    }

    [Fact]
    public void Pods_may_be_those_that_receive()
    {
        const string onlyDb = "{apiVersion: networking.k8s.io/v1, kind: NetworkPolicy, metadata: {name: out, namespace: shop}, spec: {podSelector: {matchLabels: {app: web}}, policyTypes: [Egress], egress: [{to: [{podSelector: {matchLabels: {app: db}}}]}]}}";

        Assert.Equal(Truth.No, Ever(onlyDb, "app != 'db'", "shop/web", receive: true).Truth);
        Assert.Equal("db", Ever(onlyDb, "all()", "shop/web", receive: true).Witness!.Labels["app"]);
        Assert.NotNull(Ever(onlyDb, "all()", "shop/web", port: "http", receive: true).Error);
    }

    [Fact]
    public void Rules_about_addresses_leave_it_unknown_unless_others_decide()
    {
        const string block = "{apiVersion: networking.k8s.io/v1, kind: NetworkPolicy, metadata: {name: db, namespace: shop}, spec: {podSelector: {matchLabels: {app: db}}, ingress: [{from: [{ipBlock: {cidr: 10.0.0.0/8}}], ports: [{port: 80}]}]}}";
        EverAnswer answer = Ever(block, "all()");

        Assert.Equal(Truth.Unknown, answer.Truth);
        Assert.Contains("IP_OWNER_UNKNOWN", Assert.Single(answer.Doubts), StringComparison.Ordinal);
        Assert.Equal(Truth.No, Ever(block, "all()", port: "81").Truth);
    }

    [Fact]
    public void A_port_that_a_future_pod_may_name_is_unknown()
    {
        const string named = "{apiVersion: networking.k8s.io/v1, kind: NetworkPolicy, metadata: {name: out, namespace: shop}, spec: {podSelector: {matchLabels: {app: web}}, policyTypes: [Egress], egress: [{to: [{podSelector: {matchLabels: {app: x}}}], ports: [{port: http}]}]}}";

        Assert.Equal(Truth.Unknown, Ever(named, "app == 'x'", "shop/web", receive: true).Truth);
    }

    [Fact]
    public void Outside_addresses_are_peers_too()
    {
        const string closed = "{apiVersion: projectcalico.org/v3, kind: GlobalNetworkPolicy, metadata: {name: closed}, spec: {namespaceSelector: \"has(kubernetes.io/metadata.name)\", selector: \"!has(internet)\", types: [Egress]}}";

        Assert.Equal(Truth.No, Ever(closed, "!has(internet)", "203.0.113.7").Truth);
        Assert.Equal(Truth.Yes, Ever(closed, "all()", "203.0.113.7").Truth);
    }

    [Fact]
    public void What_does_not_exist_is_an_error() => Assert.NotNull(Ever(DbFromWeb, "all()", "shop/none").Error);
}
