using PolicyEngine.Dataplane.Services.Chains;
using PolicyEngine.Sets;

namespace PolicyEngine.Dataplane.Services;

internal sealed partial class ProxyTable
{
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
