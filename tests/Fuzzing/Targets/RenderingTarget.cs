using PolicyEngine;
using PolicyEngine.Renderers;
using PolicyEngine.Renderers.Acl.Hns;
using PolicyEngine.Renderers.Acl.Ios;
using PolicyEngine.Renderers.Acl.Yang;
using PolicyEngine.Renderers.Iptables;
using PolicyEngine.Renderers.Nftables;

namespace Fuzzing.Tests;

/// <summary>Documents of a cluster, rendered for everything that policies are rendered for.</summary>
internal sealed class RenderingTarget : FuzzTarget
{
    private readonly PolicyLoader _loader = new();
    private readonly IRenderer[] _renderers = [new IptablesRenderer(), new NftablesRenderer(), new IosRenderer(), new YangAclRenderer(), new HnsRenderer()];

    public override string Name => "rendering";

    public override string Grammar => "policies";

    public override void Read(FuzzInput input)
    {
        PolicySnapshot snapshot = _loader.LoadText(input.Text).Snapshot;
        string? node = snapshot.Model.Nodes.Select(known => known.Name).Concat(snapshot.Model.Endpoints.Select(endpoint => endpoint.Node)).FirstOrDefault(name => name.Length > 0);
        foreach (IRenderer renderer in _renderers)
        {
            RenderRequest request = new() { Name = "fuzz", Node = renderer.Target is RenderTarget.Iptables or RenderTarget.Nftables ? node : null };
            _ = renderer.Render(snapshot, request, CancellationToken.None);
            _ = renderer.Render(snapshot, request with { Fidelity = Fidelity.Felix }, CancellationToken.None);
        }
    }
}
