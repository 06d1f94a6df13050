using PolicyEngine.Sets;

namespace PolicyEngine.Dataplane.Kernel;

/// <summary>An address of an interface and the size of the subnet on its link.</summary>
/// <param name="Address">The address.</param>
/// <param name="Length">The prefix length of the subnet.</param>
public readonly record struct InterfaceAddress(IpAddress Address, int Length)
{
    /// <summary>The addresses that are on the link.</summary>
    public IpPrefix Subnet => IpPrefix.Of(Address, Length);

    /// <summary>Reads <c>192.168.0.1/24</c>; an address alone is its own subnet.</summary>
    public static bool TryParse(string? text, out InterfaceAddress address)
    {
        address = default;
        int slash = text?.IndexOf('/', StringComparison.Ordinal) ?? 0;
        if (!IpAddress.TryParse(slash < 0 ? text : text.AsSpan(0, slash), out IpAddress own) || !IpPrefix.TryParse(text, out IpPrefix subnet))
        {
            return false;
        }

        address = new InterfaceAddress(own, subnet.Length);
        return true;
    }

    /// <summary><c>192.168.0.1/24</c>.</summary>
    public override string ToString() => $"{Address}/{Length}";
}
