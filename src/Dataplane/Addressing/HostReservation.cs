using System.Numerics;

namespace PolicyEngine.Dataplane.Addressing;

/// <summary>Addresses at both ends of every block that the host keeps for itself.</summary>
/// <param name="Start">How many at the start.</param>
/// <param name="End">How many at the end.</param>
/// <param name="Handle">The handle they carry.</param>
public sealed record HostReservation(int Start, int End, string Handle)
{
    /// <summary>The handle of addresses that Windows reserves; a block with no others counts as empty.</summary>
    internal const string WindowsHandle = "windows-reserved-ipam-handle";

    /// <summary>What Windows nodes reserve: network, gateway and management addresses, and the broadcast address.</summary>
    public static HostReservation Windows { get; } = new(3, 1, WindowsHandle);

    /// <summary>Whether it reserves something, and nothing negative.</summary>
    internal bool IsValid => Start >= 0 && End >= 0 && ((long)Start + End) is > 0 and <= int.MaxValue;

    /// <summary>The longest prefix of a block that leaves an address to assign.</summary>
    internal int LongestUsefulBlock(int addressBits) => addressBits - (BitOperations.Log2((uint)(Start + End)) + 1);
}
