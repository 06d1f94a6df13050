using PolicyEngine.Model;
using PolicyEngine.Renderers;
using PolicyEngine.Renderers.Acl.Hns;
using PolicyEngine.Renderers.Acl.Ios;
using PolicyEngine.Renderers.Acl.Yang;
using TestKit;
using Xunit;

namespace PolicyEngine.Renderers.Tests.Acl;

/// <summary>Rendered access lists are read back and let through what the policies do, for every packet.</summary>
public sealed class AclProofTests
{
    private const int Scopes = 4;

    private static readonly IRenderer[] s_renderers = [new IosRenderer(), new YangAclRenderer(), new HnsRenderer()];

    public static TheoryData<string> Samples => new("samples/redis", "samples/redis-calico");

    public static TheoryData<string> Worlds => [.. FelixCorpus.Worlds];

    [Theory]
    [MemberData(nameof(Samples))]
    public void Lists_of_the_samples_let_through_what_the_policies_do(string folder) => Prove(RepositoryRoot.PathOf(folder));

    [CorpusTheory("felix")]
    [MemberData(nameof(Worlds))]
    public void Lists_of_reference_worlds_let_through_what_the_policies_do(string name) => Prove(Corpus.PathOf("felix", name, "world.yaml"));

    private static void Prove(string path)
    {
        PolicySnapshot snapshot = new PolicyLoader().Load(PolicySource.FromPath(path)).Snapshot;
        Endpoint[] pods = [.. snapshot.Model.Endpoints.Where(endpoint => endpoint.Kind == EndpointKind.Pod && !endpoint.Addresses.IsEmpty).Take(Scopes)];
        Assert.NotEmpty(pods);
        foreach (IRenderer renderer in s_renderers)
        {
            foreach (Endpoint[] scope in pods.Select(pod => new[] { pod }).Append(pods))
            {
                RenderResult result = renderer.Render(snapshot, new RenderRequest { Endpoints = [.. scope], Name = "scope", Proves = true });

                Assert.NotEmpty(result.Parts);
                Assert.Empty(result.Differences);
            }
        }
    }
}
