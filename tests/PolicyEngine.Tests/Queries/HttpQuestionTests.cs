using PolicyEngine.Model;
using PolicyEngine.Queries;
using PolicyEngine.Tests.Semantics;

namespace PolicyEngine.Tests.Queries;

/// <summary>Questions about connections whose HTTP request is given, in part or not at all.</summary>
public sealed class HttpQuestionTests
{
    private const string Rules = """
        selector: app == 'db'
        types: [Ingress]
        ingress:
        - {action: Allow, protocol: TCP, http: {methods: [GET, HEAD], paths: [{prefix: /orders}, {exact: /health}]}}
        - {action: Allow, protocol: TCP, http: {methods: [POST], paths: [{exact: /orders}]}}
        """;

    private static Answer Ask(string rules, HttpRequest? request = null, EnforcementProfile? profile = null) => Scenario.Calico(rules)
        .Under(profile ?? EnforcementProfile.CalicoApplicationLayer)
        .Loaded.Snapshot
        .Ask(new Query { From = "bank/web", To = "shop/db", Port = "80", Http = request });

    [Theory]
    [InlineData("GET", "/orders/7", VerdictKind.Allowed)]
    [InlineData("POST", "/orders", VerdictKind.Allowed)]
    [InlineData("POST", "/orders/7", VerdictKind.Denied)]
    [InlineData("GET", "/", VerdictKind.Denied)]
    public void A_request_that_is_given_has_one_verdict(string method, string path, VerdictKind verdict)
    {
        Answer answer = Ask(Rules, new HttpRequest(method, path));

        Assert.Equal(verdict, answer.Verdict);
        AnswerPart part = Assert.Single(answer.Parts);
        Assert.Empty(part.Requests);
        Assert.Equal(verdict, answer.Snapshot.Evaluate(part.Witness).Kind);
    }

    [Fact]
    public void Without_a_request_the_answer_is_partial_with_a_request_of_each_kind()
    {
        Answer answer = Ask(Rules);

        Assert.Equal(VerdictKind.Partial, answer.Verdict);
        Assert.Equal(
            [
                (VerdictKind.Denied, "GET /"),
                (VerdictKind.Allowed, "GET /health"),
                (VerdictKind.Allowed, "POST /orders"),
            ],
            answer.Parts.Select(part => (part.Verdict, Assert.Single(part.Requests).ToString())));
        Assert.True(answer.Allowed.IsEmpty);
        Assert.All(answer.Parts, part => Assert.Equal(part.Verdict, answer.Snapshot.Evaluate(part.Witness).Kind));
        Assert.All(answer.Parts, part => Assert.Equal(part.Verdict, answer.Snapshot.Explain(part.Witness).Verdict.Kind));
    }

    [Fact]
    public void What_is_given_of_a_request_narrows_the_answer()
    {
        Assert.Equal(VerdictKind.Denied, Ask(Rules, new HttpRequest("DELETE", null)).Verdict);
        Answer answer = Ask(Rules, new HttpRequest(null, "/orders/7"));
        Assert.Equal(VerdictKind.Partial, answer.Verdict);
        Assert.Equal(["GET /orders/7", "POST /orders/7"], answer.Parts.Select(part => Assert.Single(part.Requests).ToString()), StringComparer.Ordinal);
    }

    [Fact]
    public void Where_requests_do_not_matter_nothing_is_said_of_them()
    {
        Answer answer = Ask("selector: app == 'db'\ntypes: [Ingress]\ningress: [{action: Allow, protocol: TCP, http: {methods: [GET]}}, {action: Allow}]");

        Assert.Equal(VerdictKind.Allowed, answer.Verdict);
        Assert.All(answer.Parts, part => Assert.Empty(part.Requests));
    }

    [Fact]
    public void More_kinds_of_requests_than_can_be_told_leave_the_verdict_unknown()
    {
        string rules = string.Join('\n', Enumerable.Range(0, 80).Select(number => $"- {{action: Allow, protocol: TCP, http: {{paths: [{{prefix: /p{number}}}]}}}}"));

        Answer answer = Ask($"selector: app == 'db'\ntypes: [Ingress]\ningress:\n{rules}");

        Assert.Equal(VerdictKind.Unknown, answer.Verdict);
        Assert.Equal(["the HTTP method and path that bank/web asks shop/db for"], answer.Missing.Distinct(StringComparer.Ordinal), StringComparer.Ordinal);
    }

    [Fact]
    public void A_packet_filter_lets_every_request_through_and_says_so()
    {
        Answer answer = Ask(Rules, new HttpRequest("DELETE", "/"), EnforcementProfile.CalicoIptables);

        Assert.Equal(VerdictKind.Allowed, answer.Verdict);
        Assert.Contains("calico-application-layer", Assert.Single(answer.Assumptions), StringComparison.Ordinal);
    }

    [Fact]
    public void A_path_begins_with_a_slash() => Assert.Equal("HTTP_PATH_INVALID", Ask(Rules, new HttpRequest("GET", "orders")).Error?.Code);

    [Fact]
    public void No_new_policy_is_proposed_for_a_single_request()
    {
        PolicySnapshot snapshot = Scenario.Calico(Rules).Under(EnforcementProfile.CalicoApplicationLayer).Loaded.Snapshot;

        Assert.Contains("HTTP", snapshot.Fix(new Query { From = "bank/web", To = "shop/db", Port = "80", Http = new HttpRequest("GET", "/") }).Obstacle, StringComparison.Ordinal);
    }
}
