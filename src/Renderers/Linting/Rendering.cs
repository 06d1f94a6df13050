namespace PolicyEngine.Renderers.Linting;

/// <summary>What became of the policies of an input for one target.</summary>
/// <param name="Target">The target's name.</param>
/// <param name="Result">What was rendered.</param>
internal sealed record Rendering(string Target, RenderResult Result);
