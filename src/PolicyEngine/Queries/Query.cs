using System.Collections.Immutable;
using PolicyEngine.Model;
using PolicyEngine.Sets;

namespace PolicyEngine.Queries;

/// <summary>
/// A question in the words people use: who, to whom, and which traffic. Whatever is left out is asked about in full:
/// without protocol and port the answer is about all traffic.
/// </summary>
public sealed record Query
{
    /// <summary>Who starts the connection, such as <c>shop/web-0</c>, <c>deploy/shop/web</c> or <c>203.0.113.7</c>.</summary>
    public required string From { get; init; }

    /// <summary>To whom, such as <c>svc/shop/redis</c>.</summary>
    public required string To { get; init; }

    /// <summary>
    /// The protocols, about all of which the question is. None: TCP where a port is given (a service's own where it is a
    /// service's), otherwise any.
    /// </summary>
    public ImmutableArray<Protocol> Protocols { get; init => field = value.IsDefault ? [] : value; } = [];

    /// <summary>
    /// The one protocol of <see cref="Protocols"/>; null where there are none or several. What is set takes the place of whatever protocols were set before;
    /// null takes them away.
    /// </summary>
    public Protocol? Protocol
    {
        get => Protocols is [var only] ? only : null;
        init => Protocols = value is { } only ? [only] : [];
    }

    /// <summary>The destination port: a number, a range of them as <c>8000-8080</c>, or a name. Null: any.</summary>
    public string? Port { get; init; }

    /// <summary>The source port. Null: any.</summary>
    public ushort? SourcePort { get; init; }

    /// <summary>The ICMP type. Null: any.</summary>
    public byte? IcmpType { get; init; }

    /// <summary>The ICMP code. Null: any.</summary>
    public byte? IcmpCode { get; init; }

    /// <summary>
    /// The HTTP request that connections carry, as far as it is known. Null: any. Only
    /// <see cref="EnforcementProfile.CalicoApplicationLayer"/> looks at it.
    /// </summary>
    public HttpRequest? Http { get; init; }

    /// <summary>The namespace of names that give none.</summary>
    public string DefaultNamespace { get; init; } = "default";
}
