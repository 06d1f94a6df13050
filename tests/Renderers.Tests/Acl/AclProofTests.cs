using System.Collections.Immutable;
using PolicyEngine;
using PolicyEngine.Model;
using PolicyEngine.Renderers.Acl;
using PolicyEngine.Renderers.Acl.Hns;
using PolicyEngine.Renderers.Acl.Ios;
using PolicyEngine.Renderers.Acl.Proof;
using PolicyEngine.Renderers.Acl.Yang;
using PolicyEngine.Sets;
using TestKit;
using Xunit;

namespace Renderers.Tests.Acl;

/// <summary>Rendered access lists are read back and let through what the policies do, for every packet.</summary>
public sealed class AclProofTests
{
    private const int Scopes = 4;

    public static TheoryData<string> Samples => new("samples/redis", "samples/redis-calico");

    public static TheoryData<string> Worlds =>
        [.. (Corpus.Missing("felix") is null ? Directory.GetDirectories(Corpus.PathOf("felix")) : []).Where(folder => File.Exists(Path.Combine(folder, "world.yaml"))).Select(folder => Path.GetFileName(folder)!).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Samples))]
    public void Lists_of_the_samples_let_through_what_the_policies_do(string folder) => Prove(RepositoryRoot.PathOf(folder));

    [CorpusTheory("felix")]
    [MemberData(nameof(Worlds))]
    public void Lists_of_reference_worlds_let_through_what_the_policies_do(string name) => Prove(Corpus.PathOf("felix", name, "world.yaml"));

    private static void Prove(string path)
    {
        PolicySnapshot snapshot = new PolicyLoader().Load(PolicySource.FromPath(path)).Snapshot;
        Endpoint[] pods = [.. snapshot.Model.Endpoints.Where(endpoint => endpoint.Kind == EndpointKind.Pod && !endpoint.Addresses.IsEmpty)];
        Assert.NotEmpty(pods);
        var builder = new AclDecisionBuilder(snapshot);
        foreach (AclScope scope in pods.Take(Scopes).Select(pod => new AclScope(pod.Name, [pod])).Append(new AclScope("all", [.. pods.Take(Scopes)])))
        {
            AclDecision[] decisions =
            [
                .. from family in new[] { IpFamily.V4, IpFamily.V6 }
                   from direction in new[] { Directions.Ingress, Directions.Egress }
                   let decision = builder.Build(scope, direction, family)
                   where decision is not null
                   select decision,
            ];
            foreach (IpFamily family in decisions.Select(decision => decision.Family).Distinct())
            {
                AclDecision[] pair = [.. decisions.Where(decision => decision.Family == family)];
                ProveIos(scope, pair[0], pair[1]);
                ProveYang(scope, pair[0], pair[1]);
                if (family == IpFamily.V4 && scope.Endpoints.Length == 1)
                {
                    ProveHns(pair[0], pair[1]);
                }
            }
        }
    }

    private static void ProveIos(AclScope scope, AclDecision ingress, AclDecision egress)
    {
        string text = IosWriter.Write(scope.Name, ingress, egress, out ImmutableArray<Loss> losses);
        AclReading reading = IosReader.Read(text);
        Assert.Empty(reading.Problems);
        Assert.Equal(2, reading.Lists.Count);
        Check(reading.Lists.Single(list => list.Key.Contains("-OUT", StringComparison.Ordinal)).Value, ingress, egress, losses, text);
        Check(reading.Lists.Single(list => list.Key.Contains("-IN", StringComparison.Ordinal)).Value, egress, ingress, losses, text);
    }

    private static void ProveYang(AclScope scope, AclDecision ingress, AclDecision egress)
    {
        string text = YangAclWriter.Write(scope.Name, [ingress, egress], out ImmutableArray<Loss> losses);
        AclReading reading = YangAclReader.Read(text);
        Assert.Empty(reading.Problems);

        // These lists let TCP return as they do everything: only what begins a connection is told apart by others.
        AclWitness? inwards = AclProof.Find(reading.Lists.Single(list => list.Key.Contains("-in-", StringComparison.Ordinal)).Value, endsWithPermit: false, ingress, egress);
        AclWitness? outwards = AclProof.Find(reading.Lists.Single(list => list.Key.Contains("-out-", StringComparison.Ordinal)).Value, endsWithPermit: false, egress, ingress);
        Assert.All(new[] { inwards, outwards }.OfType<AclWitness>(), witness => Assert.True(witness.Traffic.Protocol == Protocol.Tcp || losses.Any(loss => loss.Severity == LossSeverity.Narrowed), $"{witness}\n{text}"));
    }

    private static void ProveHns(AclDecision ingress, AclDecision egress)
    {
        string text = HnsWriter.Write([ingress, egress], [], out ImmutableArray<Loss> losses);
        AclReading reading = HnsReader.Read(text, ingress.Local);
        Assert.Empty(reading.Problems);
        CheckOwn(reading.Lists["In"], ingress, losses, text);
        CheckOwn(reading.Lists["Out"], egress, losses, text);
    }

    private static void Check(ImmutableArray<AclLine> lines, AclDecision decision, AclDecision opposite, ImmutableArray<Loss> losses, string text) =>
        Accept(AclProof.Find(lines, endsWithPermit: false, decision, opposite), losses, text);

    private static void CheckOwn(ImmutableArray<AclLine> lines, AclDecision decision, ImmutableArray<Loss> losses, string text)
    {
        // What is not the endpoint's own never gets to its list.
        AclWitness? witness = AclProof.Find(lines, endsWithPermit: true, decision, opposite: null);
        Accept(witness, losses, text);
    }

    private static void Accept(AclWitness? witness, ImmutableArray<Loss> losses, string text) =>
        Assert.True(witness is null || (!witness.IsPermitted && losses.Any(loss => loss.Severity == LossSeverity.Narrowed)), $"{witness}\n{text}");
}
