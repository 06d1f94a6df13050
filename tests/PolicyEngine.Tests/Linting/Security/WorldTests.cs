namespace PolicyEngine.Tests.Linting.Security;

/// <summary>Rules that hold the whole internet, however it is written.</summary>
public sealed class WorldTests
{
    [Theory]
    [InlineData("[{ports: [{port: 8080}]}]", true)]
    [InlineData("[{from: [], ports: [{port: 8080}]}]", true)]
    [InlineData("[{from: [{ipBlock: {cidr: 0.0.0.0/0}}], ports: [{port: 8080}]}]", true)]
    [InlineData("[{from: [{ipBlock: {cidr: 0.0.0.0/1}}, {ipBlock: {cidr: 128.0.0.0/1}}], ports: [{port: 8080}]}]", true)]
    [InlineData("[{from: [{ipBlock: {cidr: 0.0.0.0/0, except: [10.0.0.0/8, 192.168.0.0/16]}}], ports: [{port: 8080}]}]", true)]
    [InlineData("[{from: [{ipBlock: {cidr: 0.0.0.0/1}}], ports: [{port: 8080}]}, {from: [{ipBlock: {cidr: 128.0.0.0/1}}], ports: [{port: 8080, endPort: 8081}]}]", true)]
    [InlineData("[{from: [{ipBlock: {cidr: 0.0.0.0/1}}], ports: [{port: 8080}]}, {from: [{ipBlock: {cidr: 128.0.0.0/1}}], ports: [{port: 8443}]}]", false)]
    [InlineData("[{from: [{ipBlock: {cidr: 0.0.0.0/0, except: [8.8.8.0/24]}}], ports: [{port: 8080}]}]", false)]
    [InlineData("[{from: [{namespaceSelector: {}}], ports: [{port: 8080}]}]", false)]
    public void The_world_is_found_by_its_addresses(string ingress, bool found) =>
        Assert.Equal(found, Lint.Messages("NP4007", Policy($"{{podSelector: {{}}, ingress: {ingress}}}")).Length == 1);

    [Theory]
    [InlineData("[{}]", true)]
    [InlineData("[{from: []}]", true)]
    [InlineData("[{from: [{ipBlock: {cidr: 0.0.0.0/0}}]}]", true)]
    [InlineData("[{from: [{ipBlock: {cidr: 0.0.0.0/1}}, {ipBlock: {cidr: 128.0.0.0/1}}]}]", true)]
    [InlineData("[{ports: [{port: 1, endPort: 65535}]}]", false)]
    [InlineData("[{from: [{podSelector: {}}]}]", false)]
    [InlineData("[]", false)]
    public void Everybody_on_every_port_is_told_of_once(string ingress, bool found)
    {
        string yaml = Policy($"{{podSelector: {{}}, ingress: {ingress}}}");

        Assert.Equal(found, Lint.Messages("NP4005", yaml).Length == 1);
        Assert.False(found && Lint.Messages("NP4007", yaml).Length > 0);
    }

    [Fact]
    public void A_rule_that_an_earlier_tier_leaves_nothing_is_not_told_of()
    {
        const string Pod = """
            apiVersion: v1
            kind: Pod
            metadata: {name: web-0, namespace: shop, labels: {app: web}}
            ---
            apiVersion: projectcalico.org/v3
            kind: Tier
            metadata: {name: security}
            spec: {order: 10}
            ---
            apiVersion: projectcalico.org/v3
            kind: GlobalNetworkPolicy
            metadata: {name: security.lock}
            spec: {tier: security, namespaceSelector: all(), types: [Ingress], ingress: [{action: Deny}]}
            ---

            """;

        Assert.Empty(Lint.Messages("NP4005", Pod + Policy("{podSelector: {}, ingress: [{}]}")));
        Assert.Empty(Lint.Messages("NP4007", Pod + Policy("{podSelector: {}, ingress: [{ports: [{port: 80}]}]}")));
    }

    [Fact]
    public void What_earlier_rules_deny_is_taken_away()
    {
        const string Yaml = """
            apiVersion: projectcalico.org/v3
            kind: GlobalNetworkPolicy
            metadata: {name: egress}
            spec:
              selector: all()
              types: [Egress]
              egress:
                - {action: Deny, destination: {nets: [8.0.0.0/8]}}
                - {action: Allow}
            """;

        Assert.Empty(Lint.Messages("NP4006", Yaml));
        Assert.Empty(Lint.Messages("NP4008", Yaml));
        Assert.Single(Lint.Messages("NP4008", Yaml.Replace("8.0.0.0/8", "169.254.169.254/32", StringComparison.Ordinal)));
    }

    [Fact]
    public void Network_sets_add_up_to_the_world()
    {
        const string Yaml = """
            apiVersion: projectcalico.org/v3
            kind: GlobalNetworkSet
            metadata: {name: low, labels: {set: internet}}
            spec: {nets: [0.0.0.0/1]}
            ---
            apiVersion: projectcalico.org/v3
            kind: GlobalNetworkSet
            metadata: {name: high, labels: {set: internet}}
            spec: {nets: [128.0.0.0/1]}
            ---
            apiVersion: projectcalico.org/v3
            kind: GlobalNetworkPolicy
            metadata: {name: egress}
            spec: {selector: all(), types: [Egress], egress: [{action: Allow, protocol: TCP, destination: {selector: set == 'internet', ports: [443]}}]}
            """;

        Assert.Equal(["`GlobalNetworkPolicy/egress` lets its pods connect to every address of the internet (TCP 443)"], Lint.Messages("NP4008", Yaml));
    }

    [Theory]
    [InlineData("type: NodePort, ", ", nodePort: 30080", true)]
    [InlineData("type: LoadBalancer, ", "", true)]
    [InlineData("", "", false)]
    public void Only_ports_that_services_open_count_where_there_are_services(string type, string nodePort, bool found)
    {
        string yaml = $$$"""
            apiVersion: v1
            kind: Pod
            metadata: {name: web-0, namespace: shop, labels: {app: web}}
            ---
            apiVersion: v1
            kind: Service
            metadata: {name: web, namespace: shop}
            spec: { {{{type}}}selector: {app: web}, ports: [{port: 80, targetPort: 8080{{{nodePort}}}}]}
            ---

            """ + Policy("{podSelector: {}, ingress: [{ports: [{port: 8080}]}]}");

        Assert.Equal(found, Lint.Messages("NP4007", yaml).Length == 1);
    }

    [Fact]
    public void An_empty_block_lets_nobody_in_on_any_port() =>
        Assert.Empty(Lint.Messages("NP4010", Policy("{podSelector: {}, ingress: [{from: [{ipBlock: {cidr: '::/0', except: ['::/1', '8000::/1']}}]}]}")));

    [Fact]
    public void Dns_alone_is_told_of_as_such()
    {
        string yaml = Policy("{podSelector: {}, policyTypes: [Egress], egress: [{ports: [{port: 53, protocol: UDP}, {port: 53}]}]}");

        Assert.Single(Lint.Messages("NP4015", yaml));
        Assert.Empty(Lint.Messages("NP4008", yaml));
    }

    private static string Policy(string spec) => $$$"""
        apiVersion: networking.k8s.io/v1
        kind: NetworkPolicy
        metadata: {name: web, namespace: shop}
        spec: {{{spec}}}

        """;
}
