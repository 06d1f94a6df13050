using PolicyEngine.Dataplane.Flannel;
using PolicyEngine.Dataplane.Flannel.Leases;
using PolicyEngine.Dataplane.Kernel;
using PolicyEngine.Sets;

namespace Dataplane.Tests.Flannel;

/// <summary>Short ways to write what these tests are about.</summary>
internal static class FlannelText
{
    public static IpPrefix Block(string text) => IpPrefix.TryParse(text, out IpPrefix prefix) ? prefix : throw new FormatException(text);

    public static IpAddress Ip(string text) => IpAddress.TryParse(text, out IpAddress address) ? address : throw new FormatException(text);

    public static MacAddress Mac(string text) => MacAddress.TryParse(text, out MacAddress mac) ? mac : throw new FormatException(text);

    public static LeaseKey Key(string text) => LeaseKey.TryParse(text, out LeaseKey key) ? key : throw new FormatException(text);

    public static FlannelConfig Config(string json) => FlannelConfig.Read(json).Value!.Complete().Value!;

    public static LeaseAttributes At(string publicIp, string backend = "vxlan") => new(backend) { PublicIp = Ip(publicIp) };

    public static FlannelLease Lease(string subnet, string publicIp = "1.1.1.1") => new(Block(subnet), null, At(publicIp));

    /// <summary>A lease of one subnet as <c>10.3.1.0/24</c>, of two with a blank between.</summary>
    public static string Text(FlannelLease lease) => $"{lease.Subnet} {lease.SubnetV6}".Trim();

    public static string Text(LeaseEvent change) => $"{(change.Kind == LeaseEventKind.Added ? "added" : "removed")} {Text(change.Lease)}";

    public static int First(int count) => 0;
}
