using System.Collections.Immutable;
using static PolicyEngine.Specification.HostTown;
using static PolicyEngine.Specification.Town;

namespace PolicyEngine.Specification.Tests;

/// <summary>What rules that ask for HTTP requests make of them where proxies see them, and where nobody does.</summary>
public sealed class SpecifiedHttpTests
{
    private static readonly HttpMatch s_getA = Ask("GET") with { Paths = [new HttpPath("/a", IsPrefix: false)] };
    private static readonly HttpMatch s_everything = new();

    [Theory]
    [InlineData("GET", "/a", SpecifiedOutcome.Allowed)]
    [InlineData("get", "/a", SpecifiedOutcome.Denied)]
    [InlineData("POST", "/a", SpecifiedOutcome.Denied)]
    [InlineData("GET", "/b", SpecifiedOutcome.Denied)]
    [InlineData(null, "/a", SpecifiedOutcome.Unknown)]
    [InlineData("GET", null, SpecifiedOutcome.Unknown)]
    [InlineData(null, null, SpecifiedOutcome.Unknown)]
    [InlineData(null, "/b", SpecifiedOutcome.Denied)]
    [InlineData("POST", null, SpecifiedOutcome.Denied)]
    public void Method_and_path_both_have_to_be_asked_for(string? method, string? path, SpecifiedOutcome expected) =>
        Expect(Proxied(s_getA), expected, new Request(method, path));

    [Theory]
    [InlineData("/a", SpecifiedOutcome.Allowed)]
    [InlineData("/a/", SpecifiedOutcome.Allowed)]
    [InlineData("//a", SpecifiedOutcome.Allowed)]
    [InlineData("/%61", SpecifiedOutcome.Allowed)]
    [InlineData("/b/../a?x=/b", SpecifiedOutcome.Allowed)]
    [InlineData("/../a#b", SpecifiedOutcome.Allowed)]
    [InlineData("/b;v=1/..;/a;v=2", SpecifiedOutcome.Allowed)]
    [InlineData(@"/b\..\a", SpecifiedOutcome.Allowed)]
    [InlineData(@"\a", SpecifiedOutcome.Denied)]
    [InlineData("%2fa", SpecifiedOutcome.Denied)]
    [InlineData("/a/b", SpecifiedOutcome.Denied)]
    [InlineData("/A", SpecifiedOutcome.Denied)]
    [InlineData("/a%3Fb", SpecifiedOutcome.Denied)]
    [InlineData("/%2561", SpecifiedOutcome.Denied)]
    [InlineData("/b/%252E%252e/a", SpecifiedOutcome.Denied)]
    [InlineData("/b%252f../a", SpecifiedOutcome.Denied)]
    [InlineData("/a%00", SpecifiedOutcome.Denied)]
    [InlineData("/a%", SpecifiedOutcome.Denied)]
    [InlineData("a", SpecifiedOutcome.Denied)]
    [InlineData("", SpecifiedOutcome.Denied)]
    public void A_path_has_many_spellings(string path, SpecifiedOutcome expected)
    {
        Expect(Proxied(s_getA), expected, new Request("GET", path));
        Expect(Proxied(s_getA with { Paths = [new HttpPath("/%61/;v/", IsPrefix: false)] }), expected, new Request("GET", path));
    }

    [Theory]
    [InlineData("/a", "/a", SpecifiedOutcome.Allowed)]
    [InlineData("/a", "/a/b/c", SpecifiedOutcome.Allowed)]
    [InlineData("/a/", "/a", SpecifiedOutcome.Allowed)]
    [InlineData("/a", "/ab", SpecifiedOutcome.Denied)]
    [InlineData("/a", "/a/..", SpecifiedOutcome.Denied)]
    [InlineData("/a", "/", SpecifiedOutcome.Denied)]
    [InlineData("/", "/b", SpecifiedOutcome.Allowed)]
    [InlineData("/", "/", SpecifiedOutcome.Allowed)]
    [InlineData("/", "*", SpecifiedOutcome.Denied)]
    [InlineData("/", "/%zz", SpecifiedOutcome.Denied)]
    [InlineData("/%zz", "/%zz", SpecifiedOutcome.Denied)]
    public void A_prefix_is_a_path_and_all_below_it(string prefix, string path, SpecifiedOutcome expected) =>
        Expect(Proxied(new HttpMatch { Paths = [new HttpPath(prefix, IsPrefix: true)] }), expected, new Request("GET", path));

    [Fact]
    public void Every_spelling_of_the_generated_paths_is_the_same_to_both()
    {
        int matched = 0;
        foreach (HttpPath path in HttpBuilder.Own.Distinct(StringComparer.Ordinal).SelectMany(text => (HttpPath[])[new HttpPath(text, IsPrefix: false), new HttpPath(text, IsPrefix: true)]))
        {
            var loaded = new LoadedWorld(Proxied(new HttpMatch { Paths = [path] }));
            foreach (string asked in HttpBuilder.Asked)
            {
                WorldFlow flow = new(A, Server, 6, 80, 30000) { Http = new Request("GET", asked) };
                SpecifiedVerdict specified = loaded.Specify(flow);
                Assert.Equal((path, asked, specified), (path, asked, loaded.Evaluate(flow)));
                matched += specified.Whole == SpecifiedOutcome.Allowed ? 1 : 0;
            }
        }

        Assert.True(matched > 200, $"only {matched} paths matched");
    }

    [Fact]
    public void What_a_rule_does_not_ask_for_need_not_be_known()
    {
        Expect(Proxied(s_everything), SpecifiedOutcome.Allowed, null);
        Expect(Proxied(Ask("*")), SpecifiedOutcome.Allowed, null);
        Expect(Proxied(Ask("GET", "POST")), SpecifiedOutcome.Allowed, new Request("POST", null));
        Expect(Proxied(Ask("GET", "POST")), SpecifiedOutcome.Unknown, new Request(null, "/a"));
    }

    [Fact]
    public void Every_rule_is_open_for_itself() =>
        Expect(Proxied(Ask("GET"), s_getA with { Methods = [] }), SpecifiedOutcome.Unknown, null);

    [Fact]
    public void What_both_answers_lead_to_is_known()
    {
        Expect(Proxied(s_getA, s_everything), SpecifiedOutcome.Allowed, null);
        World alone = Proxied(s_getA);
        Expect(alone.AndCalico(alone.CalicoPolicies[0], Policy(new CalicoRule("Allow")) with { Name = "q" }), SpecifiedOutcome.Allowed, null);
    }

    [Fact]
    public void A_rule_that_asks_for_something_else_is_passed_over()
    {
        CalicoRule[] rules = [new CalicoRule("Allow") { Http = s_getA }, new CalicoRule("Deny") { Protocol = "TCP" }, new CalicoRule("Allow")];
        World world = Proxied(rules);
        Expect(world, SpecifiedOutcome.Allowed, new Request("GET", "/a"));
        Expect(world, SpecifiedOutcome.Denied, new Request("PUT", "/a"));
        world.Allows(A, Server, 53, protocol: 17);
    }

    [Fact]
    public void Other_protocols_carry_no_requests()
    {
        Proxied(s_getA).Allows(A, Server, 53, protocol: 17);
        Proxied(new CalicoRule("Allow") { Protocol = "TCP", Http = s_getA }).Denies(A, Server, 53, protocol: 17);
    }

    [Theory]
    [InlineData(Enforcement.Calico)]
    [InlineData(Enforcement.Kubernetes)]
    public void Where_nobody_sees_requests_the_rule_matches_all(Enforcement enforcement) =>
        Expect(Proxied(s_getA) with { Enforcement = enforcement }, SpecifiedOutcome.Allowed, new Request("PUT", "/b"));

    [Fact]
    public void No_host_endpoint_has_a_proxy()
    {
        CalicoPolicy policy = AllowOnHosts with { Ingress = [new CalicoRule("Allow") { Http = s_getA }], Types = ["Ingress"] };
        World world = HostTown.With(Uplink).AndCalico(policy) with { Enforcement = Enforcement.ApplicationLayer };
        world.Allows(Outside, Node1);
        world.AndCalico(policy with { ApplyOnForward = true, Selector = null }).Expect(SpecifiedOutcome.Unknown, Outside, A);
    }

    [Fact]
    public void A_staged_policy_asks_for_requests_once_it_is_applied()
    {
        World world = Empty.AndCalico(Policy(new CalicoRule("Allow") { Http = s_getA }) with { Staged = true }) with { Enforcement = Enforcement.ApplicationLayer };
        world.Allows(A, Server);
        world.ExpectPending(SpecifiedOutcome.Unknown, A, Server);
    }

    [Theory]
    [InlineData("Deny", null, "Allow")]
    [InlineData("Pass", null, "Deny")]
    [InlineData("Allow", "UDP", "Deny")]
    public void A_rule_of_another_action_or_protocol_is_refused_and_may_match_anything(string action, string? protocol, string next)
    {
        World world = Proxied(new CalicoRule(action) { Protocol = protocol, Http = s_getA }, new CalicoRule(next));
        Expect(world, SpecifiedOutcome.Unknown, new Request("PUT", "/b"));
        Expect(world with { Enforcement = Enforcement.Calico }, SpecifiedOutcome.Unknown, new Request("PUT", "/b"));
    }

    [Fact]
    public void An_egress_rule_that_asks_for_requests_is_refused()
    {
        CalicoPolicy policy = new("ns1", "p") { Selector = new Compare("app", "==", "a"), Types = ["Egress"], Egress = [new CalicoRule("Allow") { Http = s_getA }] };
        Expect(Empty.AndCalico(policy) with { Enforcement = Enforcement.ApplicationLayer }, SpecifiedOutcome.Unknown, new Request("GET", "/a"));
    }

    [Theory]
    [InlineData("a")]
    [InlineData("%2fa")]
    [InlineData("/a?x")]
    [InlineData("/a#x")]
    [InlineData("/a b")]
    public void Paths_of_rules_are_plain_and_have_their_root(string path)
    {
        HttpMatch match = new() { Paths = [new HttpPath(path, IsPrefix: true)] };
        Expect(Proxied(match), SpecifiedOutcome.Unknown, new Request("GET", "/b"));
        Expect(Proxied(match) with { Enforcement = Enforcement.Calico }, SpecifiedOutcome.Unknown, new Request("GET", "/b"));
    }

    [Fact]
    public void No_method_is_named_twice() => Expect(Proxied(Ask("GET", "GET")), SpecifiedOutcome.Unknown, new Request("GET", "/b"));

    private static HttpMatch Ask(params ImmutableArray<string> methods) => new() { Methods = methods };

    private static World Proxied(params HttpMatch[] matches) => Proxied([.. matches.Select(match => new CalicoRule("Allow") { Http = match })]);

    private static World Proxied(params CalicoRule[] rules) => Empty.AndCalico(Policy(rules)) with { Enforcement = Enforcement.ApplicationLayer };

    private static CalicoPolicy Policy(params CalicoRule[] rules) =>
        new("ns1", "p") { Selector = new Compare("app", "==", "server"), Types = ["Ingress"], Ingress = [.. rules] };

    /// <summary>Asserts what specification and engine say of a request of the server.</summary>
    private static void Expect(World world, SpecifiedOutcome expected, Request? request)
    {
        var loaded = new LoadedWorld(world);
        WorldFlow flow = new(A, Server, 6, 80, 30000) { Http = request };
        Assert.Equal((expected, expected), (loaded.Specify(flow).Whole, loaded.Evaluate(flow).Whole));
    }
}
