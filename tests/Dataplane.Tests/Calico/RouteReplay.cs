using System.Text.Json;
using PolicyEngine.Dataplane;
using PolicyEngine.Dataplane.Calico;
using PolicyEngine.Dataplane.Calico.Resolution;
using PolicyEngine.Dataplane.Kernel;
using PolicyEngine.Dataplane.Topology;
using PolicyEngine.Sets;

namespace Dataplane.Tests.Calico;

/// <summary>Applies the updates of a corpus case and prints what came of them in the words of the corpus.</summary>
internal sealed class RouteReplay(string localNode)
{
    private readonly RouteFeed _feed = new(localNode);

    public void Apply(JsonElement step)
    {
        switch (step.GetProperty("op").GetString())
        {
            case "node":
                _feed.PutNode(Text(step, "name")!, NodeOf(step));
                break;
            case "deleteNode":
                _feed.PutNode(Text(step, "name")!, null);
                break;
            case "pool":
                _feed.PutPool(Prefix(step, "cidr"), PoolOf(step));
                break;
            case "deletePool":
                _feed.PutPool(Prefix(step, "cidr"), null);
                break;
            case "block":
                PutBlock(step);
                break;
            case "deleteBlock":
                _feed.RemoveBlock(Prefix(step, "cidr"));
                break;
            case "wep":
                _feed.PutWorkload(Text(step, "name")!, (Prefix(step, "ip").First, Text(step, "node")!));
                break;
            case "deleteWep":
                _feed.PutWorkload(Text(step, "name")!, null);
                break;
            case var other:
                throw new InvalidDataException($"the corpus has an update of an unknown kind: {other}");
        }
    }

    public string Routes() => string.Join('\n', _feed.Routes.Values.Select(Line).Order(StringComparer.Ordinal));

    public string Vteps() => string.Join('\n', _feed.Nodes.Values.OrderBy(node => node.Name, StringComparer.Ordinal)
        .Select(node => VtepLine(node.Name, Vtep.Of(node, IpFamily.V4), Vtep.Of(node, IpFamily.V6)))
        .Where(line => line is not null));

    public static string ExpectedRoutes(JsonElement expect) => string.Join('\n', expect.GetProperty("routes").EnumerateObject().Select(ExpectedLine).Order(StringComparer.Ordinal));

    public static string ExpectedVteps(JsonElement expect) => string.Join('\n', expect.GetProperty("vteps").EnumerateObject()
        .OrderBy(entry => entry.Name, StringComparer.Ordinal)
        .Select(entry => string.Join(' ', new[] { entry.Name }.Concat(entry.Value.EnumerateObject().OrderBy(field => field.Name, StringComparer.Ordinal).Select(field => $"{field.Name}={field.Value.GetString()}")))));

    private static string? VtepLine(string node, Vtep? v4, Vtep? v6)
    {
        SortedDictionary<string, string> fields = new(StringComparer.Ordinal);
        foreach ((Vtep? vtep, string suffix) in new[] { (v4, ""), (v6, "V6") })
        {
            if (vtep is not null)
            {
                fields["mac" + suffix] = vtep.Mac.ToString();
                fields["parentIp" + suffix] = vtep.NodeAddress.ToString();
                fields["tunnelIp" + suffix] = vtep.TunnelAddress.ToString();
            }
        }

        return fields.Count == 0 ? null : string.Join(' ', new[] { node }.Concat(fields.Select(field => $"{field.Key}={field.Value}")));
    }

    private static string Line(ResolvedRoute route)
    {
        string[] types = [.. Enum.GetValues<RouteTypes>().Where(type => type != RouteTypes.CidrInfo && route.Types.HasFlag(type)).Select(Shout).Order(StringComparer.Ordinal)];
        return Line(
            route.Destination.ToString(),
            types.Length == 0 ? "null" : string.Join('|', types),
            Shout(route.PoolType),
            route.Node,
            route.NodeAddress?.ToString() ?? "",
            route.SameSubnet,
            route.NatOutgoing,
            route.IsLocalWorkload,
            route.IsBorrowed,
            route.Tunnels);
    }

    private static string ExpectedLine(JsonProperty entry)
    {
        JsonElement route = entry.Value;
        string[] known = ["types", "poolType", "dstNode", "dstNodeIp", "sameSubnet", "natOutgoing", "localWorkload", "borrowed", "tunnel"];
        Assert.All(route.EnumerateObject(), field => Assert.Contains(field.Name, (IEnumerable<string>)known, StringComparer.Ordinal));
        TunnelTypes tunnels = route.TryGetProperty("tunnel", out JsonElement tunnel)
            ? (Is(tunnel, "ipip") ? TunnelTypes.Ipip : TunnelTypes.None) | (Is(tunnel, "vxlan") ? TunnelTypes.Vxlan : TunnelTypes.None) | (Is(tunnel, "wireguard") ? TunnelTypes.Wireguard : TunnelTypes.None)
            : TunnelTypes.None;
        JsonElement types = route.GetProperty("types");
        return Line(
            entry.Name,
            types.ValueKind == JsonValueKind.Null ? "null" : string.Join('|', types.EnumerateArray().Select(type => type.GetString()!).Order(StringComparer.Ordinal)),
            Text(route, "poolType")!,
            Text(route, "dstNode")!,
            Text(route, "dstNodeIp")!,
            Is(route, "sameSubnet"),
            Is(route, "natOutgoing"),
            Is(route, "localWorkload"),
            Is(route, "borrowed"),
            tunnels);
    }

    private static string Line(string destination, string types, string pool, string node, string address, bool sameSubnet, bool nat, bool local, bool borrowed, TunnelTypes tunnels) =>
        $"{destination} {types} {pool} {node} {address}{(sameSubnet ? " sameSubnet" : "")}{(nat ? " nat" : "")}{(local ? " local" : "")}{(borrowed ? " borrowed" : "")}{(tunnels == TunnelTypes.None ? "" : $" {tunnels}")}";

    private static string Shout<T>(T value)
        where T : struct, Enum =>
        string.Concat(value.ToString().Select((letter, place) => place > 0 && char.IsUpper(letter) ? $"_{letter}" : $"{char.ToUpperInvariant(letter)}"));

    private static ClusterNode NodeOf(JsonElement step) => new(Text(step, "name")!)
    {
        V4 = Interface(step, "ipv4"),
        V6 = Interface(step, "ipv6"),
        IpipTunnel = Address(step, "ipipTunnelAddr"),
        VxlanTunnelV4 = Address(step, "vxlanTunnelAddr"),
        VxlanTunnelV6 = Address(step, "vxlanTunnelAddrV6"),
        VtepMacV4 = Mac(step, "vxlanTunnelMACAddr"),
        VtepMacV6 = Mac(step, "vxlanTunnelMACAddrV6"),
        WireguardTunnelV4 = Address(step, "wireguardAddr"),
    };

    private static PoolPart PoolOf(JsonElement step)
    {
        (string? ipip, string? vxlan) = (Text(step, "ipipMode"), Text(step, "vxlanMode"));
        bool isIpip = ipip is "Always" or "CrossSubnet";
        bool isVxlan = vxlan is "Always" or "CrossSubnet";
        bool isForLoadBalancers = step.TryGetProperty("allowedUses", out JsonElement uses) && uses.EnumerateArray().All(use => use.GetString() == "LoadBalancer");
        return new PoolPart(
            isForLoadBalancers ? PoolType.None : isIpip ? PoolType.Ipip : isVxlan ? PoolType.Vxlan : PoolType.NoEncap,
            Is(step, "natOutgoing"),
            ipip == "CrossSubnet" || vxlan == "CrossSubnet");
    }

    private void PutBlock(JsonElement step)
    {
        IpPrefix cidr = Prefix(step, "cidr");
        string? owner = Text(step, "affinity") is { } affinity && affinity.StartsWith("host:", StringComparison.Ordinal) ? affinity[5..] : null;
        IEnumerable<KeyValuePair<IpAddress, string>> allocations = step.TryGetProperty("allocations", out JsonElement list)
            ? list.EnumerateArray()
                .Where(allocation => !string.IsNullOrEmpty(Text(allocation, "node")))
                .Select(allocation => KeyValuePair.Create(cidr.AddressAt((UInt128)allocation.GetProperty("ordinal").GetInt32()), Text(allocation, "node")!))
            : [];
        _feed.PutBlock(cidr, owner, allocations);
    }

    private static string? Text(JsonElement element, string name) => element.TryGetProperty(name, out JsonElement value) ? value.GetString() : null;

    private static bool Is(JsonElement element, string name) => element.TryGetProperty(name, out JsonElement value) && value.GetBoolean();

    private static IpPrefix Prefix(JsonElement step, string name) => IpPrefix.TryParse(Text(step, name), out IpPrefix prefix) ? prefix : throw new InvalidDataException(name);

    private static IpAddress? Address(JsonElement step, string name) => IpAddress.TryParse(Text(step, name), out IpAddress address) ? address : null;

    private static InterfaceAddress? Interface(JsonElement step, string name) => InterfaceAddress.TryParse(Text(step, name), out InterfaceAddress address) ? address : null;

    private static MacAddress? Mac(JsonElement step, string name) => MacAddress.TryParse(Text(step, name), out MacAddress mac) ? mac : null;
}
