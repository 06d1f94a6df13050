using System.Collections.Immutable;
using PolicyEngine.Dataplane.Kernel;
using PolicyEngine.Sets;

namespace PolicyEngine.Dataplane.Calico.Detection;

/// <summary>The first address that Kubernetes says is the node's, if one of the machine's interfaces has it.</summary>
internal sealed class ByKubernetes : AddressDetection
{
    public override InterfaceAddress? Find(NetworkStack machine, IpFamily family, ImmutableArray<IpAddress> internalAddresses = default)
    {
        ArgumentNullException.ThrowIfNull(machine);
        IpAddress? told = (internalAddresses.IsDefault ? [] : internalAddresses).Select(address => (IpAddress?)address).FirstOrDefault(address => address!.Value.Family == family);
        return machine.Devices.Where(device => device is not LoopbackDevice)
            .SelectMany(device => device.Addresses)
            .Select(address => (InterfaceAddress?)address)
            .FirstOrDefault(address => address!.Value.Address == told);
    }
}
