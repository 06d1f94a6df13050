using System.Collections.Immutable;
using PolicyEngine.Dataplane.Services.Chains;
using PolicyEngine.Sets;

namespace PolicyEngine.Dataplane.Services;

/// <summary>The Service ports of a node, found by what clients dial.</summary>
internal sealed class ProxyTable
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
    public bool TryFind(VirtualAddress dialled, out ServiceRules rules, out ServiceEntrance entrance)
    {
        if (_addresses.TryGetValue(dialled, out (ServiceRules Rules, ServiceEntrance Entrance) found))
        {
            (rules, entrance) = found;
            return true;
        }

        entrance = ServiceEntrance.NodePort;
        rules = null!;
        return OpensNodePorts(dialled.Address) && _nodePorts.TryGetValue((dialled.Address.Family, dialled.Protocol, dialled.Port), out rules!);
    }

    /// <summary>What health checks are told on the port dialled; null where none is open.</summary>
    public NodeAnswer? Health(VirtualAddress dialled) =>
        dialled.Protocol == Protocol.Tcp && OpensNodePorts(dialled.Address) && _healthChecks.TryGetValue((dialled.Address.Family, dialled.Port), out bool isHealthy)
            ? isHealthy ? NodeAnswer.Healthy : NodeAnswer.Unhealthy
            : null;

    private bool OpensNodePorts(IpAddress address)
    {
        if (!_node.HasAddress(address) || (!_settings.NodePortRanges.IsEmpty && !_settings.NodePortRanges.Contain(address)))
        {
            return false;
        }

        // Only for IPv4 does the kernel let translated packets leave the loopback interface.
        return !ProxyNode.IsLoopback(address)
            || (_settings is { Mode: ProxyMode.Iptables, LocalhostNodePorts: true } && address.Family == IpFamily.V4);
    }

    private void Add(ServiceRules rules, IpAddress clusterAddress)
    {
        ProxiedPort port = rules.Port;
        _clusterAddresses.Add(clusterAddress);
        _byName.TryAdd((port.Name, port.Protocol, clusterAddress.Family), rules);
        AddAddress(rules, clusterAddress, ServiceEntrance.ClusterAddress);
        foreach (IpAddress address in port.ExternalAddresses.Where(address => address.Family == clusterAddress.Family))
        {
            AddAddress(rules, address, ServiceEntrance.ExternalAddress);
        }

        foreach (IpAddress address in port.LoadBalancerAddresses.Where(address => address.Family == clusterAddress.Family))
        {
            AddAddress(rules, address, ServiceEntrance.LoadBalancerAddress);
        }

        if (port.NodePort != 0)
        {
            AddNodePort(rules, clusterAddress.Family);
        }

        if (port.HealthCheckNodePort != 0)
        {
            (IpFamily, ushort) key = (clusterAddress.Family, port.HealthCheckNodePort);
            _healthChecks[key] = _healthChecks.GetValueOrDefault(key) || port.Backends.Any(backend => backend.IsReady && backend.Node == _node.Name);
        }
    }

    private void AddAddress(ServiceRules rules, IpAddress address, ServiceEntrance entrance)
    {
        _allAddresses.Add(address);
        VirtualAddress key = new(address, rules.Port.Protocol, rules.Port.Port);
        if (!_addresses.TryAdd(key, (rules, entrance)))
        {
            Report(ProxyProblemKind.AddressTaken, rules.Port, $"{key} belongs to {_addresses[key].Rules.Port.Name}");
        }
    }

    private void AddNodePort(ServiceRules rules, IpFamily family)
    {
        ProxiedPort port = rules.Port;
        (IpFamily, Protocol, ushort) key = (family, port.Protocol, port.NodePort);
        if (port.NodePort < _settings.FirstNodePort || port.NodePort > _settings.LastNodePort)
        {
            Report(ProxyProblemKind.NodePortOutOfRange, port, $"{port.NodePort} is not between {_settings.FirstNodePort} and {_settings.LastNodePort}");
        }
        else if (!_nodePorts.TryAdd(key, rules))
        {
            Report(ProxyProblemKind.NodePortTaken, port, $"{port.NodePort} belongs to {_nodePorts[key].Port.Name}");
        }
    }

    private void Report(ProxyProblemKind kind, ProxiedPort port, string message) => _problems.Add(new(kind, port.Name, message));
}
