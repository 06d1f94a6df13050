using PolicyEngine;
using PolicyEngine.Cli.Output.Rendering;
using PolicyEngine.Renderers;

namespace Fuzzing.Tests;

/// <summary>Documents of a cluster, rendered for everything that policies are rendered for.</summary>
internal sealed class RenderingTarget : FuzzTarget
{
    private readonly PolicyLoader _loader = new();
    private readonly IRenderer[] _renderers = [.. RendererTable.Names.Select(RendererTable.Find)];

    public override string Name => "rendering";

    public override string Seeds => "policies";

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
