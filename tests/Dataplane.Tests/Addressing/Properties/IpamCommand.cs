using System.Collections.Immutable;
using PolicyEngine.Dataplane.Addressing;
using PolicyEngine.Sets;

namespace Dataplane.Tests.Addressing.Properties;

/// <summary>Something that happens in a small cluster.</summary>
internal abstract record IpamCommand;

internal sealed record Assign(string Node, int Count, string Handle) : IpamCommand
{
    /// <summary>The pool that is asked for by range; null leaves the choice.</summary>
    public string? Pool { get; init; }

    public int MaxBlocks { get; init; }

    public bool IsWindows { get; init; }

    public AssignRequest Request => new(Node)
    {
        V4Count = Count,
        Handle = Handle,
        MaxBlocksPerHost = MaxBlocks,
        V4Pools = Pool is null ? [] : [IpamWorld.RangeOf(Pool)],
        Reservation = IsWindows ? HostReservation.Windows : null,
    };
}

internal sealed record AssignNamed(string Node, IpAddress Address, string Handle) : IpamCommand;

/// <summary>Gives back those of the addresses in use whose places in the list of all are told.</summary>
internal sealed record Release(ImmutableArray<int> Places) : IpamCommand
{
    public override string ToString() => $"Release {string.Join(',', Places)}";
}

internal sealed record ReleaseHandle(string Handle) : IpamCommand;

internal sealed record ReleaseHost(string Node, bool MustBeEmpty) : IpamCommand;

internal sealed record ClaimRange(string Node, IpPrefix Range) : IpamCommand;

internal sealed record Configure(IpamConfig Config) : IpamCommand;

internal sealed record Reserve(IpPrefix? Range) : IpamCommand;

internal sealed record Wait(int Seconds) : IpamCommand;

internal sealed record PutPool(AddressPool Pool) : IpamCommand;

internal sealed record RemovePool(string Pool) : IpamCommand;

internal sealed record PutNode(string Node, string Zone) : IpamCommand;

/// <summary>A host that dies after some steps of a request.</summary>
internal sealed record Crash(Assign Assign, int Steps) : IpamCommand;
