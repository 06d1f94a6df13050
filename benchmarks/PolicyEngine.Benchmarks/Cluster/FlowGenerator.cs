using System.Collections.Immutable;
using PolicyEngine.Model;
using PolicyEngine.Queries;
using PolicyEngine.Sets;

namespace PolicyEngine.Benchmarks.Cluster;

/// <summary>Flows between the pods of a cluster, half within a namespace, one in eight with an address outside.</summary>
internal static class FlowGenerator
{
    public const int Count = 4096;

    private static readonly ushort[] s_ports = [80, 443, 8080, 8081, 9090, 5432, 53, 25, 8050];

    public static Flow[] Make(PolicySnapshot snapshot)
    {
        var random = new FixedRandom(4711);
        Endpoint[] endpoints = [.. snapshot.Model.Endpoints];
        var flows = new Flow[Count];
        for (int index = 0; index < Count; index++)
        {
            int first = random.Below(endpoints.Length);
            int second = random.OneIn(2) ? Math.Min(endpoints.Length - 1, first + random.Below(20)) : random.Below(endpoints.Length);
            Party source = random.OneIn(16) ? Outside(snapshot, random) : snapshot.PartyAt(endpoints[first].Addresses[0]);
            Party destination = random.OneIn(16) ? Outside(snapshot, random) : snapshot.PartyAt(endpoints[second].Addresses[0]);
            Protocol protocol = random.OneIn(8) ? Protocol.Udp : Protocol.Tcp;
            flows[index] = new Flow(source, destination, TrafficPoint.Ports(protocol, s_ports[random.Below(s_ports.Length)], 40_000));
        }

        return flows;
    }

    private static Party Outside(PolicySnapshot snapshot, FixedRandom random) =>
        snapshot.PartyAt(IpAddress.V4(((100u + ((uint)random.Below(2) * 98u)) << 24) | ((uint)random.Below(256) << 16) | (uint)random.Below(65_536)));
}
