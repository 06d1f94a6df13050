using System.Collections.Immutable;
using PolicyEngine.Sets;
using PolicyEngine.Text;

namespace PolicyEngine.Model;

/// <summary>One conjunction of conditions and what to do when all hold. An "or" in the input becomes several rules.</summary>
public sealed record Rule
{
    /// <summary>What happens to matching traffic.</summary>
    public required RuleAction Action { get; init; }

    /// <summary>The families the rule is in force for.</summary>
    public IpFamilies Families { get; init; } = IpFamilies.Both;

    /// <summary>Protocol and ICMP conditions; ports are in <see cref="Source"/> and <see cref="Destination"/>.</summary>
    public TrafficSet Traffic { get; init; } = TrafficSet.All;

    /// <summary>What is asked of family, protocol and ICMP message, as it is written.</summary>
    public ProtocolMatch Written { get; init; } = ProtocolMatch.Any;

    /// <summary>The annotations of the rule, in the order in which they are written.</summary>
    public ImmutableArray<KeyValuePair<string, string>> Annotations { get; init; } = [];

    /// <summary>Conditions on the sender.</summary>
    public PeerMatch Source { get; init; } = PeerMatch.Any;

    /// <summary>Conditions on the receiver.</summary>
    public PeerMatch Destination { get; init; } = PeerMatch.Any;

    /// <summary>What it asks of HTTP requests, which packet filters do not see; null for nothing.</summary>
    public HttpMatch? Http { get; init; }

    /// <summary>Set when part of the rule could not be understood.</summary>
    public Fault? Fault { get; init; }

    /// <summary>Where the rule stands in its policy, such as <c>ingress[0]</c>; rules of one written rule share it.</summary>
    public required string Path { get; init; }

    /// <summary>Where the rule stands in its document, such as <c>spec.ingress[0]</c>; its <see cref="Path"/> where no document has it.</summary>
    public string YamlPath => Span.IsNone ? Path : $"spec.{Path}";

    /// <summary>Where the rule is written.</summary>
    public required SourceSpan Span { get; init; }

    /// <summary>Conditions on the side of the traffic that is not the governed endpoint.</summary>
    internal PeerMatch Peer(Directions direction) => direction == Directions.Ingress ? Source : Destination;

    /// <summary>Conditions on the side of the traffic that the policy governs.</summary>
    internal PeerMatch Own(Directions direction) => direction == Directions.Ingress ? Destination : Source;
}
