using System.Text.Json;
using TestKit;

namespace Dataplane.Tests.Addressing;

/// <summary>Replays sequences that Calico's own package answered; every operation of the corpus is built.</summary>
public sealed class IpamCorpusTests
{
    public static TheoryData<string> Worked => IpamCase.NamesOf("ipam.json");

    public static TheoryData<string> Random => IpamCase.NamesOf("ipam-random.json");

    [CorpusTheory("dataplane")]
    [MemberData(nameof(Worked))]
    public void A_worked_sequence_has_Calicos_answers(string id) => Replay(id);

    [CorpusTheory("dataplane")]
    [MemberData(nameof(Random))]
    public void A_random_sequence_has_Calicos_answers(string id) => Replay(id);

    private static void Replay(string id)
    {
        IpamReplay replay = new();
        int number = 0;
        foreach (JsonElement step in IpamCase.Named(id).GetProperty("steps").EnumerateArray())
        {
            string at = $"step {number++} {step.GetProperty("op").GetString()}: ";
            string actual = replay.Run(step);
            if (step.TryGetProperty("expect", out JsonElement expect))
            {
                Assert.Equal(at + IpamAnswer.Expected(expect), at + actual);
                if (expect.TryGetProperty("state", out JsonElement state))
                {
                    Assert.Equal(at + IpamStateText.Expected(state), at + IpamStateText.Of(replay.Ipam.Read()));
                }
            }
            else
            {
                Assert.Equal("", actual);
            }
        }
    }
}
