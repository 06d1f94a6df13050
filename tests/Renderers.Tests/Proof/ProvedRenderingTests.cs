using System.Globalization;
using PolicyEngine.Renderers.Acl.Hns;
using PolicyEngine.Renderers.Acl.Ios;
using PolicyEngine.Renderers.Acl.Yang;
using PolicyEngine.Renderers.Iptables;
using PolicyEngine.Renderers.Nftables;
using PolicyEngine.Specification;

namespace PolicyEngine.Renderers.Tests.Proof;

/// <summary>
/// What is rendered of generated clusters is proved to treat every packet as the policies do. <c>PROOF_WORLDS</c> sets for how many
/// clusters.
/// </summary>
public sealed class ProvedRenderingTests
{
    private static readonly int s_worlds =
        int.TryParse(Environment.GetEnvironmentVariable("PROOF_WORLDS"), CultureInfo.InvariantCulture, out int worlds) ? worlds : 150;

    public static TheoryData<string, AclForm, bool> Targets
    {
        get
        {
            var targets = new TheoryData<string, AclForm, bool> { { RenderTarget.Hns, AclForm.Tiered, false }, { RenderTarget.Ios, AclForm.Flat, true } };
            foreach (string target in RenderTarget.All)
            {
                targets.Add(target, AclForm.Flat, false);
            }

            return targets;
        }
    }

    [Theory]
    [MemberData(nameof(Targets))]
    public void No_packet_is_treated_differently(string target, AclForm form, bool usesGroups)
    {
        IRenderer renderer = RendererOf(target);
        int proved = 0;
        for (int seed = 0; proved < s_worlds; seed++)
        {
            World world = WorldBuilder.Build(seed);
            if (world.Enforcement != Enforcement.Calico)
            {
                continue;
            }

            var loaded = new LoadedWorld(world with { Pods = [.. world.Pods.Select(pod => pod.HostNetwork ? pod : pod with { Node = pod.Node ?? "n1" })] });
            foreach (string? node in target is RenderTarget.Iptables or RenderTarget.Nftables ? loaded.World.Pods.Select(pod => pod.Node).Distinct(StringComparer.Ordinal) : [null])
            {
                RenderResult result = renderer.Render(loaded.Snapshot, new RenderRequest { Node = node, Proves = true, Form = form, UsesObjectGroups = usesGroups });
                if (!result.Differences.IsEmpty || !result.Unproved.IsEmpty)
                {
                    Assert.Fail($"{string.Join('\n', result.Unproved)}\n{string.Join('\n', result.Differences)}\nseed {seed}, node {node}\n{loaded.World}");
                }
            }

            proved++;
        }
    }

    private static IRenderer RendererOf(string target) => target switch
    {
        RenderTarget.Iptables => new IptablesRenderer(),
        RenderTarget.Nftables => new NftablesRenderer(),
        RenderTarget.Ios => new IosRenderer(),
        RenderTarget.Rfc8519 => new YangAclRenderer(),
        _ => new HnsRenderer(),
    };
}
