using System.Collections.Immutable;
using System.Text.RegularExpressions;
using PolicyEngine.Dataplane.Kernel;
using PolicyEngine.Sets;

namespace PolicyEngine.Dataplane.Calico.Detection;

/// <summary>The first address that holds beyond its link, on the first interface with a fitting name, in one of the blocks.</summary>
/// <param name="wanted">Patterns of names, any of which will do; none for all names. Their order does not matter.</param>
/// <param name="skipped">Patterns of names that will not do.</param>
/// <param name="blocks">The blocks; none for all addresses.</param>
internal sealed class ByInterface(Regex[] wanted, Regex[] skipped, IpPrefix[] blocks) : AddressDetection
{
    public override InterfaceAddress? Find(NetworkStack machine, IpFamily family, ImmutableArray<IpAddress> internalAddresses = default)
    {
        ArgumentNullException.ThrowIfNull(machine);
        foreach (NetworkDevice device in machine.Devices.Where(device => device is not LoopbackDevice && IsWanted(device.Name)))
        {
            foreach (InterfaceAddress address in device.Addresses.Where(address => address.Address.Family == family && IsGood(address.Address)))
            {
                return address;
            }
        }

        return null;
    }

    private bool IsWanted(string name) =>
        (wanted.Length == 0 || Array.Exists(wanted, pattern => pattern.IsMatch(name))) && !Array.Exists(skipped, pattern => pattern.IsMatch(name));

    private bool IsGood(IpAddress address) => !address.IsLoopback() && !address.IsLinkLocal() && (blocks.Length == 0 || Array.Exists(blocks, block => block.Contains(address)));
}
