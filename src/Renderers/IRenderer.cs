namespace PolicyEngine.Renderers;

/// <summary>Renders policies as what enforces them. Implementations keep no state and may be shared.</summary>
public interface IRenderer
{
    /// <summary>The name of what it renders for: one of <see cref="RenderTarget"/>, or another where the engine has no renderer for it.</summary>
    string Target { get; }

    /// <summary>Renders.</summary>
    /// <param name="snapshot">The policies and the cluster.</param>
    /// <param name="request">What is wanted.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <exception cref="OperationCanceledException">The work was stopped.</exception>
    RenderResult Render(PolicySnapshot snapshot, RenderRequest request, CancellationToken cancellationToken = default);
}
