using System.Collections.Immutable;
using PolicyEngine.Selectors;
using PolicyEngine.Text;

namespace PolicyEngine.Model;

/// <summary>An ordered list of rules for each direction, and the endpoints it governs.</summary>
public sealed record Policy
{
    /// <summary>What identifies it.</summary>
    public required PolicyName Name { get; init; }

    /// <summary>The tier it belongs to.</summary>
    public required string Tier { get; init; }

    /// <summary>Its place within the tier, ascending; positive infinity where none is given.</summary>
    public required double Order { get; init; }

    /// <summary>The endpoints it governs, by their effective labels.</summary>
    public required Selector Subject { get; init; }

    /// <summary>The directions it governs; rules of another direction are inert.</summary>
    public required Directions Governs { get; init; }

    /// <summary>Rules for traffic towards the endpoint, in order.</summary>
    public ImmutableArray<Rule> Ingress { get; init; } = [];

    /// <summary>Rules for traffic from the endpoint, in order.</summary>
    public ImmutableArray<Rule> Egress { get; init; } = [];

    /// <summary>Whether any of its rules asks for HTTP requests.</summary>
    internal bool AsksForHttp => Ingress.Any(rule => rule.Http is not null);

    /// <summary>Where in a packet's way it is consulted.</summary>
    public PolicyStage Stage { get; init; }

    /// <summary>Whether it also governs forwarded traffic of host endpoints.</summary>
    public bool AppliesOnForward { get; init; }

    /// <summary>Whether agents are told to program it though it governs nothing on their node (<c>AssumeNeededOnEveryNode</c>).</summary>
    public bool IsAlwaysNeeded { get; init; }

    /// <summary>For a staged policy, what it would do; null for one that is enforced.</summary>
    public StagedAction? StagedAction { get; init; }

    /// <summary>Whether it is staged: it has a place in the order and is not enforced.</summary>
    public bool IsStaged => StagedAction is not null;

    /// <summary>Whether it decides anything once what is staged is applied.</summary>
    internal bool TakesEffect => StagedAction != Model.StagedAction.Delete;

    /// <summary>Set when it could not be understood which endpoints or directions it governs, or what it is at all.</summary>
    public Fault? Fault { get; init; }

    /// <summary>Where it is written.</summary>
    public required SourceSpan Span { get; init; }

    /// <summary>The rules of one direction.</summary>
    public ImmutableArray<Rule> Rules(Directions direction) => direction == Directions.Ingress ? Ingress : Egress;

    /// <summary>Whether it is a policy of the cluster API, which leaves it open which of equal priority comes first.</summary>
    internal bool IsOfClusterApi => Name.Kind is PolicyKind.ClusterNetworkPolicy or PolicyKind.AdminNetworkPolicy or PolicyKind.BaselineAdminNetworkPolicy;

    /// <summary>Whether it is a cluster policy of the same priority as another.</summary>
    internal bool Ties(Policy other) => !ReferenceEquals(this, other) && Order.Equals(other.Order) && Tier == other.Tier && IsTiable && other.IsTiable;

    private bool IsTiable => Fault is null && IsOfClusterApi;
}
