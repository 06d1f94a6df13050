using PolicyEngine.Renderers.Node;
using PolicyEngine.Sets;

namespace PolicyEngine.Renderers.Program;

/// <summary>What a rule does with packets that all of its matches apply to.</summary>
internal abstract record Verb
{
    private Verb()
    {
    }

    public static Verb Accepting { get; } = new Accept();

    public static Verb Returning { get; } = new Return();

    public static Verb Dropping { get; } = new Drop();

    public static Verb Rejecting { get; } = new Reject();

    public static Verb Untracking { get; } = new NoTrack();

    public sealed record Accept : Verb;

    public sealed record Return : Verb;

    public sealed record Drop : Verb;

    public sealed record Reject : Verb;

    /// <summary>Goes through a chain and comes back.</summary>
    public sealed record Jump(string Chain) : Verb;

    /// <summary>Goes through a chain and comes back to where the present one was called from.</summary>
    public sealed record Goto(string Chain) : Verb;

    public sealed record SetMark(uint Mask) : Verb;

    public sealed record ClearMark(uint Mask) : Verb;

    public sealed record SetMaskedMark(uint Value, uint Mask) : Verb;

    /// <summary>Keeps connection tracking away from the packet.</summary>
    public sealed record NoTrack : Verb;

    public sealed record Log(string Prefix) : Verb;

    /// <summary>Hands the beginning of the packet to a program. It says so with <c>--nflog-size</c> where the tool knows that.</summary>
    public sealed record NfLog(int Group, string Prefix, bool BySize) : Verb;

    public sealed record Masquerade(PortRange? Ports, bool FullyRandom) : Verb;

    public sealed record SourceNat(IpAddress Address, PortRange? Ports, bool FullyRandom) : Verb;

    public sealed record DestinationNat(IpAddress Address, ushort? Port = null) : Verb;

    /// <summary>Sets the mark for packets within a rate; in nftables it drops those beyond it.</summary>
    public sealed record LimitPackets(long PerSecond, long Burst, uint Mark) : Verb;

    /// <summary>Refuses connections beyond a number.</summary>
    public sealed record LimitConnections(long Highest) : Verb;

    public sealed record SetDscp(byte Value) : Verb;
}
