using PolicyEngine.Compilation;
using PolicyEngine.Model;
using PolicyEngine.Queries;
using PolicyEngine.Renderers.Conversion;
using PolicyEngine.Renderers.Iptables;
using PolicyEngine.Renderers.Nftables;
using PolicyEngine.Renderers.Reading;
using PolicyEngine.Renderers.Reading.Evaluation;
using PolicyEngine.Renderers.Reading.Ipsets;
using PolicyEngine.Renderers.Reading.Iptables;
using PolicyEngine.Renderers.Reading.Nft;
using PolicyEngine.Sets;
using TestKit;

namespace PolicyEngine.Renderers.Tests;

/// <summary>The rendered rules of a node are read back, and packets to and from its pods are judged as evaluation does.</summary>
public sealed class NodeVerdictTests
{
    private const string Uplink = "eth0";

    private static readonly ushort[] s_ports = [1, 22, 53, 80, 99, 443, 5432, 8080, 9090];

    public static TheoryData<string> Worlds => [.. FelixCorpus.Worlds];

    [CorpusTheory("felix")]
    [MemberData(nameof(Worlds))]
    public void Packets_of_pods_are_judged_as_evaluation_does(string name)
    {
        PolicySnapshot snapshot = new PolicyLoader().Load(PolicySource.FromPath(Corpus.PathOf("felix", name, "world.yaml"))).Snapshot;
        var request = new RenderRequest { Node = "node1" };
        RenderResult iptables = new IptablesRenderer().Render(snapshot, request);
        RenderResult nftables = new NftablesRenderer().Render(snapshot, request);
        foreach (IpFamily family in new[] { IpFamily.V4, IpFamily.V6 })
        {
            string version = family == IpFamily.V4 ? "v4" : "v6";
            Compare(snapshot, family, IptablesReader.Read(Text(iptables, $"iptables.{version}"), family, IpsetReader.Read(Text(iptables, $"ipset.{version}")).Sets));
            Compare(snapshot, family, NftScriptReader.Read(Text(nftables, $"nft.{version}")));
        }
    }

    private static string Text(RenderResult result, string part) => result.Parts.Single(known => known.Name == part).Text;

    private static void Compare(PolicySnapshot snapshot, IpFamily family, LoadedRuleset ruleset)
    {
        Assert.Empty(ruleset.Problems);
        var interpreter = new RulesetInterpreter(ruleset);
        Dictionary<IpAddress, string> own = snapshot.Model.Endpoints
            .Where(endpoint => endpoint.Kind == EndpointKind.Pod && endpoint.Node == "node1" && !endpoint.IsMissing)
            .SelectMany(endpoint => endpoint.Addresses, (endpoint, address) => (endpoint, address))
            .Where(pair => pair.address.Family == family)
            .ToDictionary(pair => pair.address, pair => WorkloadInterface.NameOf(pair.endpoint));
        IEnumerable<IpAddress> hosts = snapshot.Model.Endpoints.Where(endpoint => endpoint.Kind != EndpointKind.Pod).SelectMany(endpoint => endpoint.Addresses);
        IpAddress[] all = [.. snapshot.Model.Endpoints.SelectMany(endpoint => endpoint.Addresses).Concat(Outside()).Where(address => address.Family == family).Except(hosts).Distinct()];
        foreach ((IpAddress source, IpAddress destination) in all.SelectMany(_ => all, (source, destination) => (source, destination)))
        {
            if (source == destination || !(own.ContainsKey(source) || own.ContainsKey(destination)))
            {
                continue;
            }

            foreach (TrafficPoint traffic in Points(family))
            {
                var packet = new Packet
                {
                    Source = source,
                    Destination = destination,
                    Protocol = traffic.Protocol,
                    SourcePort = traffic.Protocol.HasPorts ? traffic.Minor : null,
                    DestinationPort = traffic.Protocol.HasPorts ? traffic.Major : null,
                    IcmpType = traffic.Protocol.IsIcmp ? (byte)traffic.Major : null,
                    IcmpCode = traffic.Protocol.IsIcmp ? (byte)traffic.Minor : null,
                    Flags = traffic.Protocol == Protocol.Tcp ? (byte)2 : null,
                    InInterface = own.GetValueOrDefault(source, Uplink),
                    OutInterface = own.GetValueOrDefault(destination, Uplink),
                };
                Judgement judgement = interpreter.Judge(packet, PacketPath.Forward);
                Verdict verdict = snapshot.Evaluate(new Flow(snapshot.PartyAt(source), snapshot.PartyAt(destination), traffic));
                if (verdict.Egress.Outcome == Outcome.Unknown || verdict.Ingress.Outcome == Outcome.Unknown)
                {
                    continue;
                }

                bool allows = (!own.ContainsKey(source) || verdict.Egress.Outcome == Outcome.Allow) && (!own.ContainsKey(destination) || verdict.Ingress.Outcome == Outcome.Allow);

                Assert.True(
                    judgement.Verdict == (allows ? PacketVerdict.Accept : PacketVerdict.Drop),
                    $"{source} -> {destination} {traffic}: {judgement.Verdict} {judgement.Reason}, evaluation allows {allows}\n{string.Join('\n', judgement.Trace)}");
            }
        }
    }

    private static IEnumerable<IpAddress> Outside()
    {
        foreach (string text in new[] { "10.1.0.1", "10.2.255.255", "10.3.0.9", "10.9.1.1", "172.16.3.4", "192.0.2.1", "192.0.2.200", "198.51.100.7", "203.0.113.9", "203.0.113.200", "8.8.8.8", "2001:db8::1", "fd00::7", "2620::1" })
        {
            yield return IpAddress.TryParse(text, out IpAddress address) ? address : throw new FormatException(text);
        }
    }

    private static IEnumerable<TrafficPoint> Points(IpFamily family)
    {
        foreach (ushort port in s_ports)
        {
            yield return TrafficPoint.Ports(Protocol.Tcp, port, 40000);
            yield return TrafficPoint.Ports(Protocol.Udp, port, 1000);
            yield return TrafficPoint.Ports(Protocol.Sctp, port, 1);
        }

        Protocol icmp = family == IpFamily.V4 ? Protocol.Icmp : Protocol.IcmpV6;
        foreach (byte type in new byte[] { 3, 8, 128 })
        {
            yield return TrafficPoint.Icmp(icmp, type, 0);
            yield return TrafficPoint.Icmp(icmp, type, 4);
        }

        yield return TrafficPoint.Other(new Protocol(47));
    }
}
