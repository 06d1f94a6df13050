namespace PolicyEngine.Renderers.Tests.Linting;

/// <summary>Renders what it is given.</summary>
internal sealed class GivenRenderer(string target, RenderResult result) : IRenderer
{
    /// <summary>What it was asked for.</summary>
    public List<RenderRequest> Requests { get; } = [];

    public string Target => target;

    public RenderResult Render(PolicySnapshot snapshot, RenderRequest request, CancellationToken cancellationToken = default)
    {
        Requests.Add(request);
        return result;
    }
}
