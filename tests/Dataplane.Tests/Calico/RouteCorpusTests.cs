using System.Text.Json;
using TestKit;

namespace Dataplane.Tests.Calico;

/// <summary>Replays updates that Felix's own route resolver answered.</summary>
public sealed class RouteCorpusTests
{
    public static TheoryData<string> Worked => IpamCase.NamesOf("routes-vtep.json");

    public static TheoryData<string> Random => IpamCase.NamesOf("routes-random.json");

    [CorpusTheory("dataplane")]
    [MemberData(nameof(Worked))]
    public void A_worked_sequence_has_Felixs_routes(string id) => Replay(id);

    [CorpusTheory("dataplane")]
    [MemberData(nameof(Random))]
    public void A_random_sequence_has_Felixs_routes(string id) => Replay(id);

    private static void Replay(string id)
    {
        JsonElement entry = IpamCase.Named(id);
        RouteReplay replay = new(entry.GetProperty("localNode").GetString()!);
        int number = 0;
        foreach (JsonElement step in entry.GetProperty("steps").EnumerateArray())
        {
            string at = $"after step {number++}\n";
            replay.Apply(step);
            if (step.TryGetProperty("expect", out JsonElement expect))
            {
                Assert.Equal(at + RouteReplay.ExpectedRoutes(expect), at + replay.Routes());
                Assert.Equal(at + RouteReplay.ExpectedVteps(expect), at + replay.Vteps());
            }
        }
    }
}
