namespace PolicyEngine.AspNetCore.Api;

/// <summary>What the body of a route's requests is.</summary>
internal enum RouteBody
{
    /// <summary>There is none.</summary>
    None,

    /// <summary>Questions, or an overlay with the questions that are asked over it.</summary>
    Question,

    /// <summary>An overlay, of which the route sees only the snapshot that it makes.</summary>
    Overlay,

    /// <summary>An overlay that the route reads itself, as it looks at both sides of the change.</summary>
    Change,
}
