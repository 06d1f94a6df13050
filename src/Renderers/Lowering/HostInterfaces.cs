using System.Collections.Immutable;
using PolicyEngine.Renderers.Node;

namespace PolicyEngine.Renderers.Lowering;

/// <summary>Which host endpoint governs which interface of the node (felix/dataplane/linux/endpoint_mgr.go).</summary>
internal sealed class HostInterfaces
{
    /// <summary>The name under which chains stand for all interfaces that have no endpoint of their own.</summary>
    public const string Others = "any-interface-at-all";

    public HostInterfaces(NodeState state)
    {
        ImmutableArray<NodeHost> hosts = [.. state.Hosts.OrderBy(host => host.Name, StringComparer.Ordinal)];
        Wildcard = hosts.FirstOrDefault(host => host.InterfaceName == "*");
        Named =
        [
            .. state.Interfaces
                .Select(link => (link.Name, Host: hosts.FirstOrDefault(host => Governs(host, link))))
                .Where(pair => pair.Host is not null)
                .Select(pair => KeyValuePair.Create(pair.Name, pair.Host!))
                .OrderBy(pair => pair.Key, StringComparer.Ordinal),
        ];
    }

    /// <summary>The interfaces that have an endpoint of their own, and which.</summary>
    public ImmutableArray<KeyValuePair<string, NodeHost>> Named { get; }

    /// <summary>The endpoint of all others; null for none.</summary>
    public NodeHost? Wildcard { get; }

    /// <summary>All of them, the others under <see cref="Others"/>.</summary>
    public IEnumerable<KeyValuePair<string, NodeHost>> All => Wildcard is { } host ? Named.Append(KeyValuePair.Create(Others, host)) : Named;

    private static bool Governs(NodeHost host, NodeInterface link) => host.InterfaceName.Length > 0
        ? host.InterfaceName == link.Name
        : host.ExpectedAddresses.Any(link.Addresses.Contains);
}
