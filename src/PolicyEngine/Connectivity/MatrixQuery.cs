using System.Collections.Immutable;
using PolicyEngine.Sets;

namespace PolicyEngine.Connectivity;

/// <summary>What a matrix is to show. What is left out is asked about in full: all endpoints and all addresses outside, all traffic.</summary>
public sealed record MatrixQuery
{
    /// <summary>Whom connections start from, as <see cref="Queries.Query.From"/> names them. Null: all pods and everything outside.</summary>
    public string? From { get; init; }

    /// <summary>Whom they go to, as <see cref="From"/>.</summary>
    public string? To { get; init; }

    /// <summary>By what endpoints are put together.</summary>
    public Grouping Grouping { get; init; }

    /// <summary>The protocols; none: any, or TCP where a port is given.</summary>
    public ImmutableArray<Protocol> Protocols { get; init => field = value.IsDefault ? [] : value; } = [];

    /// <summary>The destination port, a number or a name. Null: any.</summary>
    public string? Port { get; init; }

    /// <summary>Whether to show what passes among the pods of one party.</summary>
    public bool IncludesOwn { get; init; }

    /// <summary>The namespace of names that give none.</summary>
    public string DefaultNamespace { get; init; } = "default";
}
