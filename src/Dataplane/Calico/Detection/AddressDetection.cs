using System.Collections.Immutable;
using System.Text.RegularExpressions;
using PolicyEngine.Dataplane.Kernel;
using PolicyEngine.Sets;

namespace PolicyEngine.Dataplane.Calico.Detection;

/// <summary>
/// How Calico finds the address of a node (<c>IP_AUTODETECTION_METHOD</c>): which of the machine's own it takes for the one that
/// other nodes reach it by. Nothing says that it is the right one.
/// </summary>
public abstract class AddressDetection
{
    private static readonly TimeSpan MatchTime = TimeSpan.FromSeconds(1);

    // Calico v3.32, node/pkg/lifecycle/startup/autodetection. Names are looked at from their beginning, so `lo` stands for more than loopback.
    private static readonly string[] s_ofOthers =
    [
        "^docker.*", "^cbr.*", "^dummy.*", "^podman.*", "^virbr.*", "^lxcbr.*", "^veth.*", "^lo", "^br-.*", "^cali.*", "^tunl.*", "^flannel.*",
        "^kube-ipvs.*", "^cni.*", "^vxlan\\.calico.*", "^vxlan-v6\\.calico.*", "^wireguard\\.cali.*", "^wg-v6\\.cali.*", "^nodelocaldns.*",
    ];

    private protected AddressDetection()
    {
    }

    /// <summary>The method where none is named: the first interface that is nobody else's.</summary>
    public static AddressDetection FirstFound { get; } = new ByInterface([], Patterns(s_ofOthers)!, []);

    /// <summary>Reads a method: <c>first-found</c>, <c>interface=</c>, <c>skip-interface=</c>, <c>cidr=</c>, <c>can-reach=</c> or <c>kubernetes-internal-ip</c>.</summary>
    /// <returns>The method; null where it is none of them, or lists what is no pattern, block or address.</returns>
    public static AddressDetection? Parse(string method)
    {
        ArgumentNullException.ThrowIfNull(method);
        string[] parts = method.Split('=', 2);
        string[] list = parts.Length == 2 ? parts[1].Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) : [];
        return (parts[0], list) switch
        {
            ("" or "first-found", []) => FirstFound,
            ("kubernetes-internal-ip", []) => new ByKubernetes(),
            ("interface", [_, ..]) => Patterns(list) is { } wanted ? new ByInterface(wanted, [], []) : null,
            ("skip-interface", [_, ..]) => Patterns([.. s_ofOthers, .. list]) is { } skipped ? new ByInterface([], skipped, []) : null,
            ("cidr", [_, ..]) => Blocks(list) is { } blocks ? new ByInterface([], [], blocks) : null,
            ("can-reach", [var only]) => IpAddress.TryParse(only, out IpAddress target) ? new ByReach(target) : null,
            _ => null,
        };
    }

    /// <summary>The address that is taken, with the size of its subnet; null where the machine has none that will do.</summary>
    /// <param name="machine">The machine: its interfaces in the kernel's order, and its routes.</param>
    /// <param name="family">Of which family.</param>
    /// <param name="internalAddresses">What Kubernetes says are the node's addresses, in order.</param>
    public abstract InterfaceAddress? Find(NetworkStack machine, IpFamily family, ImmutableArray<IpAddress> internalAddresses = default);

    private static Regex[]? Patterns(string[] patterns)
    {
        try
        {
            return [.. patterns.Select(pattern => new Regex(pattern, RegexOptions.NonBacktracking | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, MatchTime))];
        }
        catch (Exception exception) when (exception is ArgumentException or NotSupportedException)
        {
            return null;
        }
    }

    private static IpPrefix[]? Blocks(string[] texts)
    {
        IpPrefix[] blocks = [.. texts.Select(text => IpPrefix.TryParse(text, out IpPrefix block) ? block : (IpPrefix?)null).OfType<IpPrefix>()];
        return blocks.Length == texts.Length ? blocks : null;
    }
}
