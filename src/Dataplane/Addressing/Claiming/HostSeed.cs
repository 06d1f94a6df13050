using System.Text;

namespace PolicyEngine.Dataplane.Addressing.Claiming;

/// <summary>The seed that a host's name gives its block walk: 32-bit FNV-1, which multiplies before it mixes.</summary>
internal static class HostSeed
{
    private const uint OffsetBasis = 2166136261;
    private const uint Prime = 16777619;

    public static uint Of(string host)
    {
        uint hash = OffsetBasis;
        foreach (byte octet in Encoding.UTF8.GetBytes(host))
        {
            hash = unchecked(hash * Prime) ^ octet;
        }

        return hash;
    }
}
