namespace PolicyEngine.AspNetCore.Api;

/// <summary>What the answers of a route cost.</summary>
internal enum RouteWeight
{
    /// <summary>Nothing is worked out.</summary>
    None,

    /// <summary>Questions about few endpoints.</summary>
    Question,

    /// <summary>The whole cluster is looked at.</summary>
    Report,

    /// <summary>The answer goes on until the client leaves.</summary>
    Endless,
}
