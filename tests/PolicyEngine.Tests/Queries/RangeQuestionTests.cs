using PolicyEngine.Queries;
using PolicyEngine.Sets;
using PolicyEngine.Tests.Semantics;

namespace PolicyEngine.Tests.Queries;

/// <summary>Questions about ranges of addresses: each part says which addresses it is about.</summary>
public sealed class RangeQuestionTests
{
    private const string Policy = "{podSelector: {}, ingress: [{from: [{ipBlock: {cidr: 203.0.113.0/24, except: [203.0.113.128/25]}}]}]}";

    private static Answer Ask(string from, string to) => Scenario.Kubernetes(Policy).Loaded.Snapshot.Ask(new Query { From = from, To = to, Port = "80" });

    [Fact]
    public void A_range_is_split_where_verdicts_differ()
    {
        Answer answer = Ask("203.0.112.0/22", "10.0.0.2");

        Assert.Equal(
            [(VerdictKind.Denied, "203.0.112.0/24, 203.0.113.128/25, 203.0.114.0/23"), (VerdictKind.Allowed, "203.0.113.0/25")],
            answer.Parts.Select(part => (part.Verdict, part.SourceRange!.ToString())));
        Assert.All(answer.Parts, part => Assert.Null(part.DestinationRange));
    }

    [Theory]
    [InlineData("203.0.112.0/22", "shop/bare")]
    [InlineData("10.0.0.0/8", "203.0.113.9")]
    [InlineData("0.0.0.0/0", "203.0.113.9")]
    [InlineData("::/0", "2001:db8::9")]
    public void The_parts_hold_every_address_of_the_range_once(string range, string from)
    {
        Assert.True(IpPrefix.TryParse(range, out IpPrefix prefix));
        AnswerPart[] parts = [.. Ask(from, range).Parts.Where(part => part.DestinationRange is not null)];

        Assert.Equal(AddressSet.Of(prefix), parts.Aggregate(AddressSet.Empty, (all, part) => all.Union(part.DestinationRange!)));
        Assert.All(parts.SelectMany(part => parts.Where(other => other != part).Select(other => (part, other))), pair => Assert.False(pair.part.DestinationRange!.Overlaps(pair.other.DestinationRange!)));
    }

    [Fact]
    public void A_part_is_about_all_pairs_of_its_two_ranges()
    {
        string policies = Scenario.Documents(
            Scenario.GlobalPolicy("a", "{selector: app == 'db', order: 1, ingress: [{action: Deny, source: {nets: [203.0.113.0/25]}}]}"),
            Scenario.GlobalPolicy("b", "{selector: app == 'bare', order: 1, ingress: [{action: Deny, source: {nets: [203.0.113.128/25]}}]}"),
            Scenario.GlobalPolicy("c", "{selector: all(), order: 3, ingress: [{action: Allow}]}"));
        PolicySnapshot snapshot = Scenario.Of(policies).Loaded.Snapshot;
        Answer answer = snapshot.Ask(new Query { From = "203.0.113.0/24", To = "10.0.0.0/16", Port = "80" });

        Assert.Contains(answer.Parts, part => part.Verdict == VerdictKind.Denied);
        foreach (AnswerPart part in answer.Parts)
        {
            Assert.Equal(part.Verdict, snapshot.Evaluate(part.Witness).Kind);
            foreach ((IpAddress from, IpAddress to) in part.SourceRange!.Prefixes.SelectMany(source => part.DestinationRange!.Prefixes.Select(destination => (source.First, destination.First))))
            {
                Assert.Equal(part.Verdict, snapshot.Evaluate(new Flow(snapshot.PartyAt(from), snapshot.PartyAt(to), part.Witness.Traffic)).Kind);
            }
        }
    }

    [Fact]
    public void Endpoints_and_single_addresses_stand_for_themselves()
    {
        AnswerPart part = Assert.Single(Ask("203.0.113.7", "10.0.0.2").Parts);

        Assert.Null(part.SourceRange);
        Assert.Null(part.DestinationRange);
    }
}
