namespace PolicyEngine.Model;

/// <summary>An HTTP request, as far as it is known.</summary>
/// <param name="Method">The method, case-sensitive, such as <c>GET</c>. Null: not known.</param>
/// <param name="Path">The path, such as <c>/orders/7</c>. Null: not known.</param>
public sealed record HttpRequest(string? Method, string? Path)
{
    /// <summary>Whether nothing is left open.</summary>
    internal bool IsComplete => Method is not null && Path is not null;

    /// <summary>Method and path, <c>*</c> in place of what is not known.</summary>
    public override string ToString() => $"{Method ?? "*"} {Path ?? "*"}";
}
