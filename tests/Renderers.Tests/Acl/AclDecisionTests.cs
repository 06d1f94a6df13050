using PolicyEngine.Compilation;
using PolicyEngine.Model;
using PolicyEngine.Queries;
using PolicyEngine.Renderers.Acl;
using PolicyEngine.Renderers.Decisions;
using PolicyEngine.Sets;
using TestKit;
using Xunit;

namespace PolicyEngine.Renderers.Tests.Acl;

/// <summary>What access lists are made of is what evaluation says of flows, one by one.</summary>
public sealed class AclDecisionTests
{
    private static readonly ushort[] s_ports = [1, 22, 53, 80, 99, 100, 443, 5432, 6379, 8080, 9000, 65535];

    public static TheoryData<string> Worlds => [.. FelixCorpus.Worlds];

    [Fact]
    public void Permits_are_what_evaluation_allows_in_the_samples()
    {
        Compare(RepositoryRoot.PathOf("samples/redis"));
        Compare(RepositoryRoot.PathOf("samples/redis-calico"));
    }

    [CorpusTheory("felix")]
    [MemberData(nameof(Worlds))]
    public void Permits_are_what_evaluation_allows_in_reference_worlds(string name) => Compare(Corpus.PathOf("felix", name, "world.yaml"));

    private static void Compare(string path)
    {
        PolicySnapshot snapshot = new PolicyLoader().Load(PolicySource.FromPath(path)).Snapshot;
        var builder = new ScopeDecisionBuilder(snapshot);
        IpAddress[] held = [.. snapshot.Model.Endpoints.SelectMany(endpoint => endpoint.Addresses)];
        foreach (Endpoint pod in snapshot.Model.Endpoints.Where(endpoint => endpoint.Kind == EndpointKind.Pod))
        {
            foreach (IpAddress own in pod.Addresses)
            {
                foreach (Directions direction in new[] { Directions.Ingress, Directions.Egress })
                {
                    ScopeDecision decision = builder.Build(new RenderScope("pod", [pod]), direction, own.Family)!;
                    IEnumerable<IpAddress> edges = decision.Permits.SelectMany(permit => permit.Remote.Prefixes).SelectMany(block => new[] { block.First, block.Last });
                    foreach (IpAddress remote in edges.Concat(held).Distinct().Where(remote => remote.Family == own.Family && remote != own))
                    {
                        foreach (TrafficPoint traffic in Points())
                        {
                            bool isPermitted = decision.Permits.Any(permit => permit.Local.Contains(own) && permit.Remote.Contains(remote) && permit.Traffic.Contains(traffic));

                            Assert.True(isPermitted == Allows(snapshot, own, remote, traffic, direction), $"{direction} of {own}, {remote} {traffic}: permitted {isPermitted}");
                        }
                    }
                }
            }
        }
    }

    private static bool Allows(PolicySnapshot snapshot, IpAddress own, IpAddress remote, TrafficPoint traffic, Directions direction)
    {
        (Party here, Party there) = (snapshot.PartyAt(own), snapshot.PartyAt(remote));
        Verdict verdict = snapshot.Evaluate(direction == Directions.Ingress ? new Flow(there, here, traffic) : new Flow(here, there, traffic));
        return (direction == Directions.Ingress ? verdict.Ingress : verdict.Egress).Outcome == Outcome.Allow;
    }

    private static IEnumerable<TrafficPoint> Points()
    {
        foreach (ushort port in s_ports)
        {
            yield return TrafficPoint.Ports(Protocol.Tcp, port, 1);
            yield return TrafficPoint.Ports(Protocol.Udp, port, 40000);
            yield return TrafficPoint.Ports(Protocol.Sctp, port, 1);
        }

        yield return TrafficPoint.Icmp(Protocol.Icmp, 8);
        yield return TrafficPoint.Icmp(Protocol.Icmp, 3, 1);
        yield return TrafficPoint.Icmp(Protocol.IcmpV6, 128);
        yield return TrafficPoint.Other(new Protocol(47));
    }
}
