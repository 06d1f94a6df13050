using System.Collections.Immutable;
using PolicyEngine.Selectors;
using PolicyEngine.Sets;

namespace PolicyEngine.Queries.Futures;

/// <summary>
/// A question about every pod that there could be: may one whose labels, and whose namespace's labels, meet conditions ever
/// exchange traffic with something that exists?
/// </summary>
public sealed record EverQuery
{
    /// <summary>What the pods' own labels must satisfy.</summary>
    public required Selector Pods { get; init; }

    /// <summary>
    /// What the labels of their namespace must satisfy, <c>kubernetes.io/metadata.name</c> among them. The namespace is one of
    /// those that exist, with the labels it has, or a new one with any labels.
    /// </summary>
    public Selector Namespaces { get; init; } = Selector.All;

    /// <summary>The other side, in the words of a <see cref="Query"/>, such as <c>svc/shop/redis</c>.</summary>
    public required string Peer { get; init; }

    /// <summary>Whether the other side starts the connection. Otherwise the pods do.</summary>
    public bool PodsReceive { get; init; }

    /// <summary>The protocols, as those of a <see cref="Query"/>.</summary>
    public ImmutableArray<Protocol> Protocols { get; init => field = value.IsDefault ? [] : value; } = [];

    /// <summary>The destination port, as that of a <see cref="Query"/>; a number where the pods receive. Null: any.</summary>
    public string? Port { get; init; }

    /// <summary>The namespace of names that give none.</summary>
    public string DefaultNamespace { get; init; } = "default";

    /// <summary>The question about one pod.</summary>
    internal Query Of(string pod) => new()
    {
        From = PodsReceive ? Peer : pod,
        To = PodsReceive ? pod : Peer,
        Protocols = Protocols,
        Port = Port,
        DefaultNamespace = DefaultNamespace,
    };
}
