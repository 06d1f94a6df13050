using System.Collections.Immutable;
using PolicyEngine.Model;

namespace PolicyEngine.Renderers;

/// <summary>What is to be rendered.</summary>
public sealed record RenderRequest
{
    /// <summary>The node whose rules are wanted; the first by name where null. One that the input does not have is a loss. Access lists are for endpoints instead.</summary>
    public string? Node { get; init; }

    /// <summary>
    /// The policies and the cluster whose rules the node holds. The texts then change these rules into those that are wanted,
    /// and are empty where nothing changes. Null where the node holds none; access lists are always whole.
    /// </summary>
    public PolicySnapshot? Since { get; init; }

    /// <summary>The endpoints whose policies access lists enforce; those of the node, or else all, where there are none.</summary>
    public ImmutableArray<Endpoint> Endpoints { get; init => field = value.IsDefault ? [] : value; } = [];

    /// <summary>What rules of a node are equal to where Felix errs.</summary>
    public Fidelity Fidelity { get; init; }

    /// <summary>A name for what is rendered, of which access lists make theirs.</summary>
    public string Name { get; init; } = "policy";

    /// <summary>How lists for Windows say tiers.</summary>
    public AclForm Form { get; init; }

    /// <summary>Whether lists of Cisco IOS name groups of IPv4 addresses in place of a line for each block.</summary>
    public bool UsesObjectGroups { get; init; }

    /// <summary>Whether it is proved that no packet is treated differently than by the policies.</summary>
    public bool Proves { get; init; }
}
