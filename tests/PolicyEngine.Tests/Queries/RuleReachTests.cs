using System.Collections.Immutable;
using FsCheck;
using FsCheck.Fluent;
using PolicyEngine.Model;
using PolicyEngine.Queries.Reach;
using PolicyEngine.Selectors;
using PolicyEngine.Selectors.Algebra;
using PolicyEngine.Sets;
using PolicyEngine.Tests.Semantics;
using Property = TestKit.Property;
using Rule = PolicyEngine.Model.Rule;

namespace PolicyEngine.Tests.Queries;

/// <summary>Rules that can decide nothing, in any cluster.</summary>
public sealed class RuleReachTests
{
    private static RuleReach[] Global(params string[] ingress) =>
        [.. RuleReaches.Of(Scenario.Global($"selector: app == 'db'\ntypes: [Ingress]\ningress: [{string.Join(", ", ingress)}]").Loaded.Snapshot.Model)];

    private static Truth Last(params string[] ingress) => Global(ingress)[^1].CanDecide;

    [Fact]
    public void A_rule_with_nothing_before_it_decides_and_an_example_is_given()
    {
        RuleReach reach = Assert.Single(Global("{action: Allow, protocol: TCP, source: {selector: \"role == 'web'\"}, destination: {ports: [80]}}"));

        Assert.Equal(Truth.Yes, reach.CanDecide);
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
    public void A_rule_that_an_earlier_one_covers_is_dead(string earlier, string rule) => Assert.Equal(Truth.No, Last(earlier, rule));

    [Theory]
    [InlineData("{action: Log}", "{action: Deny}")]
    [InlineData("{action: Allow, source: {selector: \"role == 'web'\"}}", "{action: Deny, source: {selector: \"has(role)\"}}")]
    [InlineData("{action: Allow, source: {selector: all()}}", "{action: Deny}")]
    [InlineData("{action: Allow, source: {nets: [10.1.0.0/16]}}", "{action: Deny, source: {nets: [10.0.0.0/8]}}")]
    [InlineData("{action: Allow, protocol: TCP, destination: {ports: [80]}}", "{action: Deny, protocol: TCP}")]
    public void A_rule_that_an_earlier_one_covers_in_part_is_live(string earlier, string rule) => Assert.Equal(Truth.Yes, Last(earlier, rule));

    [Fact]
    public void Earlier_rules_may_cover_together()
    {
        string[] both =
        [
            "{action: Allow, source: {selector: \"role == 'a'\"}}",
            "{action: Allow, source: {selector: \"has(role) && role != 'a'\"}}",
        ];

        Assert.Equal(Truth.No, Last([.. both, "{action: Deny, source: {selector: \"has(role)\"}}"]));
        Assert.Equal(Truth.Yes, Last([.. both, "{action: Deny, source: {selector: all()}}"]));
        Assert.Equal(Truth.No, Last(
            "{action: Allow, protocol: TCP, destination: {ports: ['1:80']}}",
            "{action: Deny, protocol: TCP, destination: {ports: ['70:90']}}",
            "{action: Allow, protocol: TCP, destination: {ports: ['60:85']}}"));
    }

    [Fact]
    public void A_condition_that_nothing_satisfies_makes_a_rule_dead()
    {
        Assert.Equal(Truth.No, Last("{action: Allow, source: {selector: \"role == 'a' && role == 'b'\"}}"));
        Assert.Equal(Truth.No, Last("{action: Allow, source: {selector: \"role starts with '-'\"}}"));
        Assert.Equal(Truth.No, Last("{action: Allow, destination: {selector: \"role == 'a' && role == 'b'\"}}"));
    }

    [Fact]
    public void What_only_a_cluster_can_tell_is_unknown()
    {
        Assert.Equal(Truth.Unknown, Last("{action: Allow, source: {notSelector: \"has(role)\"}}", "{action: Deny, source: {notSelector: \"has(role)\"}}"));
        Assert.Equal(Truth.Unknown, Last("{action: Allow, protocol: TCP, destination: {ports: [http]}}", "{action: Deny, protocol: TCP, destination: {ports: [http]}}"));
        Assert.Equal(Truth.Yes, Last("{action: Allow, protocol: TCP, destination: {ports: [http]}}"));
    }

    [Fact]
    public void The_subject_of_the_policy_counts_as_the_rules_own_side()
    {
        Assert.Equal(Truth.No, Last("{action: Allow, destination: {selector: \"has(app)\"}}", "{action: Deny}"));
        Assert.Equal(Truth.Yes, Last("{action: Allow, destination: {selector: \"tier == 'x'\"}}", "{action: Deny}"));
    }

    private static readonly Arbitrary<string[]> Lists = Arb.From(
        (from action in Gen.Elements("Allow", "Deny", "Pass", "Log")
         from selector in Gen.Elements("", "selector: \"has(role)\"", "selector: \"role == 'a'\"", "selector: \"role != 'a'\"", "selector: \"role == 'b' || has(tier)\"", "selector: \"all()\"")
         from nets in Gen.Elements("", "", "nets: [10.0.0.0/8]", "nets: [10.1.0.0/16]", "notNets: [10.1.0.0/16]")
         from ports in Gen.Elements("", "", ", protocol: TCP, destination: {ports: [80]}", ", protocol: TCP, destination: {ports: ['1:100']}", ", protocol: TCP")
         select $"{{action: {action}, source: {{{string.Join(", ", new[] { selector, nets }.Where(part => part.Length > 0))}}}{ports}}}").ListOf(5).Select(list => list.ToArray()));

    [Fact]
    public void No_example_contradicts_that_a_rule_is_dead_and_every_example_is_one() => Property.Holds(Lists, list =>
    {
        foreach (RuleReach reach in Global(list))
        {
            ImmutableArray<Rule> rules = reach.Policy.Ingress;
            bool found = Points().Any(point => Array.FindIndex([.. rules], rule => rule.Action != RuleAction.Log && Holds(rule, point)) == reach.Index);
            Assert.NotEqual(Truth.Unknown, reach.CanDecide);
            Assert.True(!found || reach.CanDecide == Truth.Yes, reach.Rule.Path);
            if (reach.Example is { } example)
            {
                (LabelSet?, IpAddress, TrafficSet) shown = (example.Peer, example.PeerAddresses.Lowest!.Value, example.Traffic);
                Assert.True(Holds(reach.Rule, shown));
                Assert.DoesNotContain(rules.Take(reach.Index), rule => rule.Action != RuleAction.Log && Holds(rule, shown));
            }
        }
    });

    private static IEnumerable<(LabelSet? Labels, IpAddress Address, TrafficSet Traffic)> Points() =>
        from labels in (LabelSet?[])[null, .. from role in (string?[])[null, "a", "b", "c"] from tier in (string?[])[null, "x"] select Labels(role, tier)]
        from address in (string[])["10.0.0.1", "10.1.0.1", "192.0.2.1"]
        from port in (ushort[])[80, 90, 443]
        select (labels, AddressOf(address), TrafficSet.Ports(Protocol.Tcp, IntervalSet<ushort>.Of(port)));

    private static IpAddress AddressOf(string text) => IpAddress.TryParse(text, out IpAddress address) ? address : throw new ArgumentException(text, nameof(text));

    private static LabelSet Labels(string? role, string? tier)
    {
        LabelSet labels = role is null ? LabelSet.Empty : LabelSet.Empty.With("role", role);
        return tier is null ? labels : labels.With("tier", tier);
    }

    private static bool Holds(Rule rule, (LabelSet? Labels, IpAddress Address, TrafficSet Traffic) point) =>
        rule.Families.HasFlag(point.Address.Family == IpFamily.V4 ? IpFamilies.V4 : IpFamilies.V6)
        && (rule.Source.Selector is not { } selector || (point.Labels is { } labels && selector.Matches(labels)))
        && rule.Source.Nets?.Contains(point.Address) != false
        && rule.Source.NotNets?.Contains(point.Address) != true
        && point.Traffic.Overlaps(rule.Destination.Ports is { } ports ? rule.Traffic.Intersect(ports.Numbers) : rule.Traffic);
}
