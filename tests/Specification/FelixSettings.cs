using System.Collections.Immutable;

namespace PolicyEngine.Specification;

/// <summary>What is set on one node: its own settings win, then those of all nodes, then Calico's defaults.</summary>
// Calico: settings that change outcomes.
public sealed class FelixSettings(World world, string node)
{
    private readonly FelixObject[] _objects = [.. world.Felix.Where(felix => felix.Node == node), .. world.Felix.Where(felix => felix.Node is null)];

    public ImmutableArray<FailsafeObject> Inbound => First(felix => felix.Inbound)
        ?? [Tcp(22), Udp(68), Tcp(179), Tcp(2379), Tcp(2380), Tcp(5473), Tcp(6443), Tcp(6666), Tcp(6667)];

    public ImmutableArray<FailsafeObject> Outbound => First(felix => felix.Outbound)
        ?? [Udp(53), Udp(67), Tcp(179), Tcp(2379), Tcp(2380), Tcp(5473), Tcp(6443), Tcp(6666), Tcp(6667)];

    /// <summary>Where nobody says, as Calico's manifests have it.</summary>
    public string ToHost => _objects.Select(felix => felix.ToHost).FirstOrDefault(action => action is not null) ?? "Accept";

    public bool AllowsVxlan => First(felix => felix.AllowsVxlan) ?? false;

    public bool AllowsIpip => First(felix => felix.AllowsIpip) ?? false;

    public int VxlanPort => First(felix => felix.VxlanPort) ?? 4789;

    public bool ExemptsHosts => _objects.Select(felix => felix.NatOutgoingExclusions).FirstOrDefault(text => text is not null) == "IPPoolsAndHostIPs";

    public bool Polices(int family) => family == 4 || (First(felix => felix.Ipv6Support) ?? true);

    private T? First<T>(Func<FelixObject, T?> field)
        where T : struct => _objects.Select(field).FirstOrDefault(value => value is not null);

    private static FailsafeObject Tcp(int port) => new("TCP", port, null);

    private static FailsafeObject Udp(int port) => new("UDP", port, null);
}
