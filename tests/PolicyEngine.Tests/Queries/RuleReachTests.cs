using PolicyEngine.Queries.Reach;
using PolicyEngine.Selectors.Algebra;
using PolicyEngine.Tests.Semantics;

namespace PolicyEngine.Tests.Queries;

/// <summary>Rules that can decide nothing, in any cluster.</summary>
public sealed class RuleReachTests
{
    private static RuleReach[] Global(params string[] ingress) =>
        [.. RuleReaches.Of(Scenario.Global($"selector: app == 'db'\n  types: [Ingress]\n  ingress: [{string.Join(", ", ingress)}]").Loaded.Snapshot.Model)];

    private static Finding Last(params string[] ingress) => Global(ingress)[^1].CanDecide;

    [Fact]
    public void A_rule_with_nothing_before_it_decides_and_an_example_is_given()
    {
        RuleReach reach = Assert.Single(Global("{action: Allow, protocol: TCP, source: {selector: \"role == 'web'\"}, destination: {ports: [80]}}"));

        Assert.Equal(Finding.Yes, reach.CanDecide);
        Assert.Equal("db", reach.Example!.Governed["app"]);
        Assert.Equal("web", reach.Example.Peer!["role"]);
        Assert.False(reach.Example.Traffic.IsEmpty);
    }

    [Theory]
    [InlineData("{action: Allow}", "{action: Deny}")]
    [InlineData("{action: Allow, source: {selector: \"has(role)\"}}", "{action: Deny, source: {selector: \"role == 'web'\"}}")]
    [InlineData("{action: Allow, source: {nets: [10.0.0.0/8]}}", "{action: Deny, source: {nets: [10.1.0.0/16]}}")]
    [InlineData("{action: Allow, protocol: TCP}", "{action: Deny, protocol: TCP, destination: {ports: [80]}}")]
    [InlineData("{action: Allow, source: {selector: \"has(role)\"}}", "{action: Deny, source: {selector: \"role == 'web'\", nets: [10.0.0.0/8]}}")]
    public void A_rule_that_an_earlier_one_covers_is_dead(string earlier, string rule) => Assert.Equal(Finding.No, Last(earlier, rule));

    [Theory]
    [InlineData("{action: Log}", "{action: Deny}")]
    [InlineData("{action: Allow, source: {selector: \"role == 'web'\"}}", "{action: Deny, source: {selector: \"has(role)\"}}")]
    [InlineData("{action: Allow, source: {selector: all()}}", "{action: Deny}")]
    [InlineData("{action: Allow, source: {nets: [10.1.0.0/16]}}", "{action: Deny, source: {nets: [10.0.0.0/8]}}")]
    [InlineData("{action: Allow, protocol: TCP, destination: {ports: [80]}}", "{action: Deny, protocol: TCP}")]
    public void A_rule_that_an_earlier_one_covers_in_part_is_live(string earlier, string rule) => Assert.Equal(Finding.Yes, Last(earlier, rule));

    [Fact]
    public void Earlier_rules_may_cover_together()
    {
        string[] both =
        [
            "{action: Allow, source: {selector: \"role == 'a'\"}}",
            "{action: Allow, source: {selector: \"has(role) && role != 'a'\"}}",
        ];

        Assert.Equal(Finding.No, Last([.. both, "{action: Deny, source: {selector: \"has(role)\"}}"]));
        Assert.Equal(Finding.Yes, Last([.. both, "{action: Deny, source: {selector: all()}}"]));
        Assert.Equal(Finding.No, Last(
            "{action: Allow, protocol: TCP, destination: {ports: ['1:80']}}",
            "{action: Deny, protocol: TCP, destination: {ports: ['70:90']}}",
            "{action: Allow, protocol: TCP, destination: {ports: ['60:85']}}"));
    }

    [Fact]
    public void A_condition_that_nothing_satisfies_makes_a_rule_dead()
    {
        Assert.Equal(Finding.No, Last("{action: Allow, source: {selector: \"role == 'a' && role == 'b'\"}}"));
        Assert.Equal(Finding.No, Last("{action: Allow, source: {selector: \"role starts with '-'\"}}"));
        Assert.Equal(Finding.No, Last("{action: Allow, destination: {selector: \"role == 'a' && role == 'b'\"}}"));
    }

    [Fact]
    public void What_only_a_cluster_can_tell_is_unknown()
    {
        Assert.Equal(Finding.Unknown, Last("{action: Allow, source: {notSelector: \"has(role)\"}}", "{action: Deny, source: {notSelector: \"has(role)\"}}"));
        Assert.Equal(Finding.Unknown, Last("{action: Allow, protocol: TCP, destination: {ports: [http]}}", "{action: Deny, protocol: TCP, destination: {ports: [http]}}"));
        Assert.Equal(Finding.Yes, Last("{action: Allow, protocol: TCP, destination: {ports: [http]}}"));
    }

    [Fact]
    public void The_subject_of_the_policy_counts_as_the_rules_own_side()
    {
        Assert.Equal(Finding.No, Last("{action: Allow, destination: {selector: \"has(app)\"}}", "{action: Deny}"));
        Assert.Equal(Finding.Yes, Last("{action: Allow, destination: {selector: \"tier == 'x'\"}}", "{action: Deny}"));
    }
}
