using System.Collections.Immutable;
using PolicyEngine.Dataplane.Kernel;
using PolicyEngine.Sets;

namespace PolicyEngine.Dataplane.Calico.Detection;

/// <summary>The source that the machine's routes give to packets to an address.</summary>
internal sealed class ByReach(IpAddress target) : AddressDetection
{
    public override InterfaceAddress? Find(NetworkStack machine, IpFamily family, ImmutableArray<IpAddress> internalAddresses = default)
    {
        ArgumentNullException.ThrowIfNull(machine);
        return target.Family == family && machine.Lookup(null, target) is { Kind: RouteKind.Unicast } && machine.SourceTowards(target) is { } source
            ? machine.Devices.SelectMany(device => device.Addresses).Select(address => (InterfaceAddress?)address).FirstOrDefault(address => address!.Value.Address == source)
            : null;
    }
}
