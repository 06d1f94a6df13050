using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using PolicyEngine.Dataplane.Kernel;
using PolicyEngine.Dataplane.Services.Chains;
using PolicyEngine.Sets;

namespace PolicyEngine.Dataplane.Services;

/// <summary>The Service ports of a node, found by what clients dial.</summary>
internal sealed partial class ProxyTable
{
    private readonly ProxyNode _node;
    private readonly ProxySettings _settings;
    private readonly Dictionary<VirtualAddress, (ServiceRules Rules, ServiceEntrance Entrance)> _addresses = [];
    private readonly Dictionary<(IpFamily Family, Protocol Protocol, ushort Port), ServiceRules> _nodePorts = [];
    private readonly Dictionary<(IpFamily Family, ushort Port), bool> _healthChecks = [];
    private readonly Dictionary<(ServicePortName Name, Protocol Protocol, IpFamily Family), ServiceRules> _byName = [];
    private readonly HashSet<IpAddress> _clusterAddresses = [];
    private readonly HashSet<IpAddress> _allAddresses = [];
    private readonly ImmutableArray<ProxyProblem>.Builder _problems = ImmutableArray.CreateBuilder<ProxyProblem>();

    public ProxyTable(ProxyNode node, ProxySettings settings, IEnumerable<ProxiedPort> ports)
    {
        (_node, _settings) = (node, settings);
        foreach (ProxiedPort port in ports)
        {
            if (!port.Protocol.HasPorts)
            {
                Report(ProxyProblemKind.UnsupportedProtocol, port, $"{port.Protocol} has no ports that are proxied");
            }
            else if (port.ClusterAddress is { } address)
            {
                Add(new(port, SelectedBackends.Of(port, node)), address);
            }
        }

        Problems = _problems.DrainToImmutable();
    }

    public ImmutableArray<ProxyProblem> Problems { get; }

    /// <summary>Whether an address is a Service's cluster address.</summary>
    public bool IsClusterAddress(IpAddress address) => _clusterAddresses.Contains(address);

    /// <summary>Whether an address is any address of a Service but a node's.</summary>
    public bool IsServiceAddress(IpAddress address) => _allAddresses.Contains(address);

    /// <summary>The rules of a Service port; null where it has none.</summary>
    public ServiceRules? Named(ServicePortName name, Protocol protocol, IpFamily family) => _byName.GetValueOrDefault((name, protocol, family));

    /// <summary>The Service port behind what was dialled; false where there is none.</summary>
    public bool TryFind(VirtualAddress dialled, [NotNullWhen(true)] out ServiceRules? rules, out ServiceEntrance entrance)
    {
        if (_addresses.TryGetValue(dialled, out (ServiceRules Rules, ServiceEntrance Entrance) found))
        {
            (rules, entrance) = found;
            return true;
        }

        entrance = ServiceEntrance.NodePort;
        rules = OpensNodePorts(dialled.Address) ? _nodePorts.GetValueOrDefault((dialled.Address.Family, dialled.Protocol, dialled.Port)) : null;
        return rules is not null;
    }

    /// <summary>What health checks are told on the port dialled; null where none is open.</summary>
    public NodeAnswer? Health(VirtualAddress dialled) =>
        dialled.Protocol == Protocol.Tcp && OpensNodePorts(dialled.Address) && _healthChecks.TryGetValue((dialled.Address.Family, dialled.Port), out bool isHealthy)
            ? isHealthy ? NodeAnswer.Healthy : NodeAnswer.Unhealthy
            : null;

    private bool OpensNodePorts(IpAddress address)
    {
        if (!_node.HasAddress(address) || !_settings.OpensNodePorts(_node, address))
        {
            return false;
        }

        // Only for IPv4 does the kernel let translated packets leave the loopback interface.
        return !address.IsLoopback()
            || (_settings is { Mode: ProxyMode.Iptables, LocalhostNodePorts: true } && address.Family == IpFamily.V4);
    }
}
