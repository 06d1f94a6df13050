using System.Text;
using PolicyEngine.Dataplane.Kernel;

namespace PolicyEngine.Dataplane.Topology;

/// <summary>Ethernet addresses for interfaces whose own nobody wrote down: locally administered, and always the same for a name.</summary>
internal static class StableMac
{
    private const ulong Offset = 14695981039346656037;
    private const ulong Prime = 1099511628211;
    private const ulong Locally = 0x02_00_00_00_00_00;
    private const ulong LowBits = 0xff_ff_ff_ff_ff;

    /// <summary>The address for a name (FNV-1a).</summary>
    public static MacAddress Of(string name)
    {
        ulong hash = Offset;
        foreach (byte octet in Encoding.UTF8.GetBytes(name))
        {
            hash = unchecked((hash ^ octet) * Prime);
        }

        return new MacAddress(Locally | (hash & LowBits));
    }
}
