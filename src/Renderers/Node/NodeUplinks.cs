using System.Collections.Immutable;
using PolicyEngine.Model;
using PolicyEngine.Sets;

namespace PolicyEngine.Renderers.Node;

/// <summary>
/// The interfaces of a node towards other machines. The input tells of interfaces by the host endpoints that name them, and of a node by
/// its addresses: those that no host endpoint says the interface of are taken to be that of the only one named without addresses, or
/// else of <c>eth0</c>.
/// </summary>
internal static class NodeUplinks
{
    private const string Default = "eth0";

    public static ImmutableArray<NodeInterface> Of(PolicyModel model, string node, ImmutableArray<NodeHost> hosts)
    {
        ImmutableArray<NodeInterface> named =
        [
            .. hosts.Where(host => host.InterfaceName is not ("" or "*"))
                .GroupBy(host => host.InterfaceName, StringComparer.Ordinal)
                .OrderBy(group => group.Key, StringComparer.Ordinal)
                .Select(group => new NodeInterface(group.Key, [.. group.SelectMany(host => host.ExpectedAddresses).Distinct()])),
        ];
        ImmutableArray<IpAddress> rest =
        [
            .. model.Nodes.Where(known => known.Name == node).SelectMany(known => known.Addresses)
                .Concat(hosts.Where(host => host.InterfaceName.Length == 0).SelectMany(host => host.ExpectedAddresses))
                .Distinct()
                .Except(named.SelectMany(link => link.Addresses)),
        ];
        if (rest.IsEmpty)
        {
            return named;
        }

        NodeInterface[] bare = [.. named.Where(link => link.Addresses.IsEmpty)];
        string uplink = bare is [var only] ? only.Name : Default;
        NodeInterface? known = named.FirstOrDefault(link => link.Name == uplink);
        return known is null ? named.Add(new NodeInterface(uplink, rest)) : named.Replace(known, known with { Addresses = known.Addresses.AddRange(rest) });
    }
}
