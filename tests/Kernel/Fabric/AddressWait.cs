using System.Globalization;
using PolicyEngine.Dataplane.Kernel;
using PolicyEngine.Sets;

namespace Kernel.Tests.Fabric;

/// <summary>
/// Waits until the kernel has made IPv6 ready on the devices of a namespace. It does so beside the calls that order it: a
/// device gets its link-local address when its carrier is seen, which a busy machine does seconds later, and without one it
/// asks for no neighbour; an address is answered for only when its solicited-node group has been joined.
/// </summary>
internal static class AddressWait
{
    private static readonly TimeSpan s_longest = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan s_step = TimeSpan.FromMilliseconds(2);

    /// <summary>Waits for the namespace that the thread is in.</summary>
    /// <param name="site">The stack of the namespace.</param>
    /// <exception cref="TimeoutException">It did not get ready.</exception>
    public static void Until(StackSite site)
    {
        if (!StackParameters.HasV6(site.Stack))
        {
            return;
        }

        for (DateTime end = DateTime.UtcNow + s_longest; Missing(site) is { } missing; Thread.Sleep(s_step))
        {
            if (DateTime.UtcNow > end)
            {
                throw new TimeoutException($"{site.Stack.Name}: {missing}");
            }
        }
    }

    private static string? Missing(StackSite site)
    {
        string[][] addresses = Lines("if_inet6");
        string[][] groups = Lines("igmp6");
        return site.Stack.Devices.Where(device => device is not LoopbackDevice).Select(device => Missing(device, site.IndexOf(device.Name), addresses, groups)).FirstOrDefault(missing => missing is not null);
    }

    private static string? Missing(NetworkDevice device, int index, string[][] addresses, string[][] groups)
    {
        const int tentative = 0x40;
        string[][] own = [.. addresses.Where(line => Hexadecimal(line[1]) == index)];
        if (!own.Any(line => line[0].StartsWith("fe80", StringComparison.Ordinal)))
        {
            return $"{device.Name} has no link-local address";
        }

        if (own.FirstOrDefault(line => (Hexadecimal(line[4]) & tentative) != 0) is { } unready)
        {
            return $"{unready[0]} of {device.Name} is tentative";
        }

        HashSet<string> joined = [.. groups.Where(line => int.Parse(line[0], CultureInfo.InvariantCulture) == index).Select(line => line[2])];
        return device.Addresses.Where(address => address.Address.Family == IpFamily.V6)
            .Select(address => $"ff0200000000000000000001ff{address.Address.Value.Low & 0xFF_FFFF:x6}")
            .FirstOrDefault(group => !joined.Contains(group)) is { } absent ? $"{device.Name} is not in {absent}" : null;
    }

    private static int Hexadecimal(string text) => int.Parse(text, NumberStyles.HexNumber, CultureInfo.InvariantCulture);

    private static string[][] Lines(string table) => [.. File.ReadLines($"/proc/thread-self/net/{table}").Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))];
}
