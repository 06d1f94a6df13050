using System.Collections.Immutable;

namespace PolicyEngine.Specification;

/// <summary>The HTTP requests that a rule asks for; an empty list asks for nothing.</summary>
public sealed record HttpMatch
{
    /// <summary>A method <c>*</c> stands for every method.</summary>
    public ImmutableArray<string> Methods { get; init; } = [];

    public ImmutableArray<HttpPath> Paths { get; init; } = [];
}

/// <summary>One path, or one and all below it.</summary>
public sealed record HttpPath(string Text, bool IsPrefix);

/// <summary>What a connection asks for, as far as anybody knows: null is any.</summary>
public sealed record Request(string? Method, string? Path)
{
    public override string ToString() => $"{Method ?? "any method"} {Path ?? "any path"}";
}
