using System.Collections.Immutable;
using PolicyEngine.Sets;

namespace PolicyEngine.Renderers.Node;

/// <summary>A set of addresses that rules refer to by its id.</summary>
/// <param name="Id">The id, such as <c>s:aTHMmtqeppKyLzbhenKiYRu2W…</c> or <c>all-hosts-net</c>.</param>
/// <param name="Kind">What its members are.</param>
/// <param name="Members">The members of both families, each once.</param>
internal sealed record NodeSet(string Id, NodeSetKind Kind, ImmutableArray<NodeSetMember> Members);

internal enum NodeSetKind
{
    /// <summary>Blocks (<c>hash:net</c>).</summary>
    Nets,

    /// <summary>Addresses (<c>hash:ip</c>).</summary>
    Addresses,

    /// <summary>Addresses with a protocol and a port (<c>hash:ip,port</c>).</summary>
    AddressesAndPorts,
}

/// <param name="Net">The block, or the address as a block of one.</param>
/// <param name="Protocol">The protocol of the port; null where members have none.</param>
/// <param name="Port">The port.</param>
internal readonly record struct NodeSetMember(IpPrefix Net, Protocol? Protocol = null, ushort Port = 0);
