using System.Collections.Immutable;
using PolicyEngine.Sets;
using PolicyEngine.Text;

namespace PolicyEngine.Connectivity.Gates;

/// <summary>A rule about changes: traffic between certain parties may not become allowed.</summary>
public sealed record Gate
{
    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>Why it is there; empty where nobody says.</summary>
    public string Why { get; init; } = "";

    /// <summary>What it forbids: connections where nothing passed before, or more on those there are.</summary>
    public ImmutableArray<ChangeKind> Changes { get; init => field = value.IsDefault ? [] : value; } = [ChangeKind.Added, ChangeKind.Changed];

    /// <summary>From whom; null for anyone.</summary>
    public GateParty? From { get; init; }

    /// <summary>To whom; null for anyone.</summary>
    public GateParty? To { get; init; }

    /// <summary>With whom on either side; null for anyone.</summary>
    public GateParty? With { get; init; }

    /// <summary>The traffic it is about.</summary>
    public TrafficSet Traffic { get; init; } = TrafficSet.All;

    /// <summary>Where it is written.</summary>
    public SourceSpan Span { get; init; } = SourceSpan.None;
}
