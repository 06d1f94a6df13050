using FsCheck;
using FsCheck.Fluent;
using PolicyEngine.Queries;

namespace PolicyEngine.Specification.Tests;

/// <summary>The short way to the answer of a plain question against the long one.</summary>
public sealed class PlainAnswerTests
{
    private const int Questions = 40;

    private static readonly string[] s_outside = ["192.0.2.7", "10.0.0.200", "8.8.8.8", "10.0.0.9/32", "2001:db8::77", "fd00::1"];
    private static readonly string?[] s_ports = ["53", "80", "443", "8080", "4789", "65535", "http", null];
    private static readonly Sets.Protocol?[] s_protocols = [Sets.Protocol.Tcp, Sets.Protocol.Tcp, Sets.Protocol.Udp, Sets.Protocol.Sctp, Sets.Protocol.Icmp, null];

    [Fact]
    public void The_short_way_leads_to_the_same_answer() => TestKit.Property.Holds(Cases(), Difference);

    private static Arbitrary<(int World, int Questions)> Cases() => Arb.From(
        from world in Gen.Choose(0, int.MaxValue)
        from questions in Gen.Choose(0, int.MaxValue)
        select (world, questions));

    private static void Difference((int World, int Questions) seeds)
    {
        World world = WorldBuilder.Build(seeds.World);
        PolicySnapshot snapshot = new LoadedWorld(world).Snapshot;
        var dice = new Dice(seeds.Questions);
        string[] names = [.. snapshot.Model.Endpoints.Select(endpoint => endpoint.ToString()), .. s_outside];
        for (int count = 0; count < Questions; count++)
        {
            var query = new Query { From = dice.Pick(names), To = dice.Pick(names), Port = dice.Pick(s_ports), Protocol = dice.Pick(s_protocols) };
            Answer fast = snapshot.AskPlainly(query, CancellationToken.None);
            Answer slow = snapshot.AskAtLength(query, CancellationToken.None);
            Assert.True(AreSame(fast, slow), $"{query}\n{Text(fast)}\n{Text(slow)}\n{WorldYaml.Print(world)}");
        }
    }

    private static bool AreSame(Answer left, Answer right) => Text(left) == Text(right) && left.Parts.SequenceEqual(right.Parts);

    private static string Text(Answer answer) => string.Join('\n',
    [
        $"{answer.Error} {answer.Verdict} {answer.Reason} {answer.Allowed} {answer.Tally.Total} {answer.Tally.WithAny(verdict => verdict == answer.Verdict)}",
        .. answer.Missing,
        .. answer.Assumptions,
    ]);
}
