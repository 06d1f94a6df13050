using System.Text.Json;
using PolicyEngine.Dataplane.Services;
using TestKit;

namespace Dataplane.Tests.Services;

/// <summary>Compares with what a kernel did under rules like kube-proxy's.</summary>
public sealed class ServiceCorpusTests
{
    private const string File = "kernel-nat-service.json";

    public static TheoryData<string> Observations => ServiceCase.NamesOf(File, "svc-", "policy-view-");

    [CorpusTheory("dataplane")]
    [MemberData(nameof(Observations))]
    public void A_packet_to_a_Service_fares_as_observed(string id)
    {
        JsonElement entry = ServiceCase.Named(File, id);
        JsonElement input = entry.GetProperty("input");
        JsonElement expect = entry.GetProperty("expect");
        ServiceCase.AssertFields(input, "client", "dst", "packet", "endpoint", "endpoints", "flows", "repeats", "clients", "flowsPerClient", "flags");
        ServiceLaboratory laboratory = new(hasAffinity: input.TryGetProperty("flowsPerClient", out _));

        if (expect.TryGetProperty("sharesObserved", out JsonElement shares))
        {
            Assert.All(shares.EnumerateArray(), share => AssertThird(share.GetInt32(), input));
            Assert.All(Reached(laboratory, input, input.GetProperty("flows").GetInt32()).CountBy(backend => backend), pair => AssertThird(pair.Value, input));
        }
        else if (expect.TryGetProperty("distinctEndpoints", out JsonElement distinct))
        {
            FirstPacket packet = laboratory.Packet(input);
            IEnumerable<ServiceBackend> reached = Enumerable.Range(0, input.GetProperty("repeats").GetInt32()).Select(_ => BackendOf(laboratory.Send(packet)));
            Assert.Equal(distinct.GetInt32(), reached.Distinct().Count());
        }
        else if (expect.TryGetProperty("distinctEndpointsPerClient", out distinct))
        {
            for (int client = 0; client < input.GetProperty("clients").GetInt32(); client++)
            {
                FirstPacket packet = laboratory.Packet(input) with { Source = ServiceLab.Ip($"10.18.1.{10 + client}") };
                int flows = input.GetProperty("flowsPerClient").GetInt32();
                IEnumerable<ServiceBackend> reached = Enumerable.Range(0, flows).Select(flow => BackendOf(laboratory.Send(packet with { SourcePort = (ushort)(20000 + flow) })));
                Assert.Equal(distinct.GetInt32(), reached.Distinct().Count());
            }
        }
        else
        {
            FirstPacket packet = laboratory.Packet(input);
            Translation outcome = input.TryGetProperty("endpoint", out JsonElement backend)
                ? laboratory.SendUntil(packet, backend.GetString()!)
                : laboratory.Send(packet);
            new ServiceObservation(laboratory, packet, outcome).Check(expect);
        }
    }

    private static IEnumerable<ServiceBackend> Reached(ServiceLaboratory laboratory, JsonElement input, int flows) =>
        Enumerable.Range(0, flows).Select(_ => BackendOf(laboratory.Send(laboratory.Packet(input))));

    private static ServiceBackend BackendOf(Translation outcome) => Assert.IsType<Translation.ToBackend>(outcome).Backend;

    private static void AssertThird(int share, JsonElement input)
    {
        int flows = input.GetProperty("flows").GetInt32();
        double chance = 1.0 / input.GetProperty("endpoints").GetArrayLength();
        double deviation = Math.Sqrt(flows * chance * (1 - chance));
        Assert.InRange(share, (flows * chance) - (3 * deviation), (flows * chance) + (3 * deviation));
    }
}
