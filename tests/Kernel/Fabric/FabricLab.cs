using Kernel.Tests.Namespaces;
using PolicyEngine.Dataplane.Kernel;
using PolicyEngine.Dataplane.Walk;
using PolicyEngine.Sets;

namespace Kernel.Tests.Fabric;

/// <summary>
/// A network of the model built in the kernel: each stack is a namespace with the stack's devices, addresses, routes and
/// entries, and no others; each segment is a bridge in the namespace of the thread. Used inside <see cref="NetworkThread"/>.
/// </summary>
internal sealed class FabricLab : IDisposable
{
    private readonly NetworkNamespace _fabric = NetworkNamespace.Current();
    private readonly NetlinkSocket _fabricOrders = new(NetlinkSocket.Routing);
    private readonly LinkOrders _fabricLinks;
    private readonly Dictionary<string, StackSite> _sites = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _segments = new(StringComparer.Ordinal);
    private int _fabricDevices = 1;

    /// <summary>Builds the stacks with these names.</summary>
    public FabricLab(PodNetwork network, IEnumerable<string> names)
    {
        _fabricLinks = new LinkOrders(_fabricOrders);
        try
        {
            Build([.. names.Select(network.Stack).OfType<NetworkStack>()]);
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    public IEnumerable<StackSite> Sites => _sites.Values;

    public StackSite Site(string stack) => _sites[stack];

    /// <summary>Does something in the namespace of a stack.</summary>
    public T Inside<T>(string stack, Func<StackSite, T> work)
    {
        _sites[stack].Namespace.Enter();
        try
        {
            return work(_sites[stack]);
        }
        finally
        {
            _fabric.Enter();
        }
    }

    public void Dispose()
    {
        _fabric.Enter();
        foreach (StackSite site in _sites.Values)
        {
            site.Dispose();
        }

        _fabricOrders.Dispose();
        _fabric.Dispose();
    }

    private void Build(NetworkStack[] stacks)
    {
        NetworkThread.Set("ipv6/conf/all/disable_ipv6", "1");
        NetworkThread.Set("ipv6/conf/default/disable_ipv6", "1");
        foreach (NetworkStack stack in stacks)
        {
            _sites.Add(stack.Name, new StackSite(stack));
        }

        _fabric.Enter();
        foreach (StackSite site in Sites)
        {
            foreach (NetworkDevice device in site.Stack.Devices.OrderByDescending(device => device is BridgeDevice))
            {
                Make(site, device);
            }
        }

        foreach (StackSite site in Sites)
        {
            Inside(site.Stack.Name, Start);
        }

        foreach (StackSite site in Sites)
        {
            Configure(site);
        }

        foreach (StackSite site in Sites)
        {
            Inside(site.Stack.Name, Ready);
        }
    }

    private void Make(StackSite site, NetworkDevice device)
    {
        switch (device)
        {
            case LoopbackDevice:
                break;
            case BridgeDevice:
                site.Links.Bridge(site.ShapeOf(device));
                break;
            case VxlanDevice vxlan:
                site.Links.Vxlan(site.ShapeOf(device), vxlan);
                break;
            case UplinkDevice uplink:
                int port = Plug(site, device);
                _fabricLinks.Join(port, SegmentOf(uplink));
                _fabricLinks.Up(port);
                break;
            case VethDevice veth:
                Connect(site, veth);
                break;
            default:
                throw new NotSupportedException($"this kernel cannot have {device}");
        }
    }

    private void Connect(StackSite site, VethDevice veth)
    {
        if (!_sites.TryGetValue(veth.PeerStack, out StackSite? peer) || peer.Stack.Device(veth.PeerDevice) is not { } other)
        {
            _fabricLinks.Up(Plug(site, veth));
        }
        else if (string.CompareOrdinal(site.Stack.Name, peer.Stack.Name) < 0)
        {
            site.Links.Pair(site.ShapeOf(veth), peer.ShapeOf(other), peer.Namespace);
        }
    }

    /// <summary>Makes a device whose other end is in the namespace of the fabric; the number of that.</summary>
    private int Plug(StackSite site, NetworkDevice device)
    {
        int port = ++_fabricDevices;
        site.Links.Pair(site.ShapeOf(device), new LinkShape(port, $"plug{port}", null, device.Mtu), _fabric);
        return port;
    }

    private int SegmentOf(UplinkDevice uplink)
    {
        if (!_segments.TryGetValue(uplink.Segment, out int bridge))
        {
            _segments.Add(uplink.Segment, bridge = ++_fabricDevices);
            _fabricLinks.Bridge(new LinkShape(bridge, $"segment{bridge}", null, uplink.Mtu));
            _fabricLinks.Up(bridge);
        }

        return bridge;
    }

    /// <summary>Sets a stack's devices up and opens its sockets.</summary>
    private static int Start(StackSite site)
    {
        NetworkStack stack = site.Stack;
        foreach (NetworkDevice device in stack.Devices.Where(device => device is not LoopbackDevice))
        {
            StackParameters.Set(stack, device, site.ShapeOf(device).Name);
            if (device is VethDevice { Bridge: { } bridge })
            {
                site.Links.Join(site.IndexOf(device.Name), site.IndexOf(bridge));
            }

            site.Links.Up(site.IndexOf(device.Name));
        }

        site.Open();
        return stack.Devices.Length;
    }

    /// <summary>Waits for IPv6 and forgets what devices saw of the making, which would leave little room for more.</summary>
    private static int Ready(StackSite site)
    {
        AddressWait.Until(site);
        int seen = 0;
        for (; site.NextFrame() is not null; seen++)
        {
        }

        return seen;
    }

    /// <summary>Gives a stack its addresses, its routes with those first that others lead through, and its entries.</summary>
    private static void Configure(StackSite site)
    {
        NetworkStack stack = site.Stack;
        foreach (NetworkDevice device in stack.Devices)
        {
            foreach (InterfaceAddress address in device.Addresses)
            {
                site.Routing.Address(address, device.Name);
            }
        }

        RoutingRule[] rules = [.. stack.Rules.OrderByDescending(rule => rule.Priority)];
        for (int place = 0; place < rules.Length; place++)
        {
            Fill(site.Routing, rules[place], place);
        }

        foreach (Neighbour neighbour in stack.Links.Neighbours)
        {
            site.Routing.Neighbour(neighbour);
        }

        foreach (FdbEntry entry in stack.Links.Forwarding)
        {
            site.Routing.Forwarding(entry);
        }
    }

    /// <summary>Fills the table of a rule. That of the last is the main one, which has its rule by itself.</summary>
    private static void Fill(RoutingOrders orders, RoutingRule rule, int place)
    {
        const int firstOther = 1000;
        int table = place == 0 ? RoutingOrders.MainTable : firstOther + place;
        Route[] routes = [.. rule.Table.All.OrderBy(route => route.Gateway is not null)];
        foreach (Route route in routes)
        {
            orders.Route(route, table);
        }

        foreach (IpFamily family in place == 0 ? [] : routes.Select(route => route.Destination.Family).Distinct())
        {
            orders.Rule(rule, table, family);
        }
    }
}
