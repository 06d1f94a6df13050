using System.Collections.Immutable;
using PolicyEngine.Model;
using PolicyEngine.Sets;

namespace PolicyEngine.Connectivity;

/// <summary>A row or column of a matrix: pods that are put together, or a range of addresses outside the cluster.</summary>
public sealed record MatrixParty
{
    private MatrixParty(string name) => Name = name;

    /// <summary>Its name, by which questions may name it too; a range that is no block has its two ends, as <c>10.0.0.1-10.0.0.9</c>.</summary>
    public string Name { get; }

    /// <summary>The namespace of the pods; empty for a range.</summary>
    public string Namespace { get; private init; } = "";

    /// <summary>The endpoints; none for a range.</summary>
    public ImmutableArray<Endpoint> Endpoints { get; private init; } = [];

    /// <summary>The first and last address of a range; null for pods.</summary>
    public (IpAddress First, IpAddress Last)? Range { get; private init; }

    /// <summary>Whether it is outside the cluster.</summary>
    public bool IsOutside => Range is not null;

    internal static MatrixParty Of(string name, string @namespace, ImmutableArray<Endpoint> endpoints) =>
        new(name) { Namespace = @namespace, Endpoints = endpoints };

    /// <summary>Whether it is nobody yet: those who may come, of whom <see cref="ConnectivityMatrix.Exposure"/> tells.</summary>
    public bool IsToCome { get; private init; }

    internal static MatrixParty ToCome(string name) => new(name) { IsToCome = true };

    internal static MatrixParty Of(IpAddress first, IpAddress last) =>
        new(AddressSet.FromRange(first, last).Prefixes.Take(2).ToArray() is [var block] ? block.ToString() : $"{first}-{last}") { Range = (first, last) };
}
