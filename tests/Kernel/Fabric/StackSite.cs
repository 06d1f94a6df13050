using Kernel.Tests.Namespaces;
using PolicyEngine.Dataplane.Kernel;

namespace Kernel.Tests.Fabric;

/// <summary>The namespace that a stack of the model is in the kernel.</summary>
internal sealed class StackSite : IDisposable
{
    private const int FirstDevice = 2;
    private const int LongestName = 15;

    private readonly NetlinkSocket _orders;
    private readonly Dictionary<string, int> _indexes = new(StringComparer.Ordinal) { ["lo"] = 1 };
    private CaptureSocket? _capture;
    private StackSockets? _sockets;

    /// <summary>Makes the namespace; the thread is in it.</summary>
    public StackSite(NetworkStack stack)
    {
        Stack = stack;
        Namespace = NetworkNamespace.New();
        StackParameters.Set(stack);
        _orders = new NetlinkSocket(NetlinkSocket.Routing);
        Links = new LinkOrders(_orders);
        Routing = new RoutingOrders(_orders, name => _indexes[name]);
        foreach (NetworkDevice device in stack.Devices.Where(device => device is not LoopbackDevice))
        {
            _indexes.Add(device.Name, FirstDevice + _indexes.Count);
        }

        Links.Up(1);
    }

    public NetworkStack Stack { get; }

    public NetworkNamespace Namespace { get; }

    public LinkOrders Links { get; }

    public RoutingOrders Routing { get; }

    /// <summary>What its processes have open.</summary>
    public StackSockets Sockets => _sockets!;

    public int IndexOf(string device) => _indexes[device];

    /// <summary>The device as the kernel makes it; names that Linux does not allow become others.</summary>
    public LinkShape ShapeOf(NetworkDevice device)
    {
        bool isName = device.Name.Length <= LongestName && !device.Name.AsSpan().ContainsAny('/', ':');
        int index = IndexOf(device.Name);
        return new LinkShape(index, isName ? device.Name : $"port{index}", device.Mac, device.Mtu);
    }

    /// <summary>The name of the device with a number; null for the loopback and others that the model does not have.</summary>
    public string? DeviceAt(int index) => index == 1 ? null : _indexes.FirstOrDefault(entry => entry.Value == index).Key;

    /// <summary>Opens what sees and reads packets; the thread is in the namespace.</summary>
    public void Open()
    {
        _sockets = new StackSockets();
        _capture = new CaptureSocket();
    }

    /// <summary>The next frame that one of its devices sent or received.</summary>
    public CapturedFrame? NextFrame() => _capture!.Next();

    public void Dispose()
    {
        _capture?.Dispose();
        _sockets?.Dispose();
        _orders.Dispose();
        Namespace.Dispose();
    }
}
