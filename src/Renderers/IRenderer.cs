namespace PolicyEngine.Renderers;

/// <summary>Renders policies as what enforces them. Implementations keep no state and may be shared.</summary>
public interface IRenderer
{
    /// <summary>What it renders for.</summary>
    RenderTarget Target { get; }

    /// <summary>Renders.</summary>
    /// <param name="snapshot">The policies and the cluster.</param>
    /// <param name="request">What is wanted.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <exception cref="OperationCanceledException">The work was stopped.</exception>
    RenderResult Render(PolicySnapshot snapshot, RenderRequest request, CancellationToken cancellationToken = default);
}
