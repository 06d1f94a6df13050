using System.Collections.Immutable;
using PolicyEngine.Sets;

namespace PolicyEngine.Dataplane.Terway.Addressing;

/// <summary>An elastic network interface of a node.</summary>
/// <param name="Name">Its name.</param>
public sealed record Eni(string Name)
{
    private const int InUsePriority = 50;
    private const int CreatingPriority = 10;
    private const int DeletingPriority = -100;

    /// <summary>How far it is.</summary>
    public EniStatus Status { get; init; }

    /// <summary>Whether it carries VLANs of pods, or memory access; such interfaces are never given back.</summary>
    public bool IsKept { get; init; }

    /// <summary>Its addresses for pods.</summary>
    public ImmutableArray<EniAddress> Addresses { get; init; } = [];

    /// <summary>How many addresses the cloud was asked for and has not given yet.</summary>
    public int Awaited { get; init; }

    /// <summary>How many addresses it has or awaits.</summary>
    internal int Size => Addresses.Length + Awaited;

    /// <summary>Its place among interfaces that could get an address.</summary>
    internal int Priority => Size + Status switch
    {
        EniStatus.InUse => InUsePriority,
        EniStatus.Creating => CreatingPriority,
        _ => DeletingPriority,
    };

    internal Eni With(IpAddress address, Func<EniAddress, EniAddress> change) =>
        this with { Addresses = [.. Addresses.Select(held => held.Address == address ? change(held) : held)] };

    internal Eni Without(Func<EniAddress, bool> isGone) => this with { Addresses = Addresses.RemoveAll(held => isGone(held)) };
}

/// <summary>How far an interface is.</summary>
public enum EniStatus
{
    /// <summary>The cloud was asked for it.</summary>
    Creating,

    /// <summary>It is there.</summary>
    InUse,

    /// <summary>The cloud was asked to take it back.</summary>
    Deleting,
}

/// <summary>An address of an interface.</summary>
/// <param name="Address">The address.</param>
public sealed record EniAddress(IpAddress Address)
{
    /// <summary>Whether it can be used.</summary>
    public EniAddressStatus Status { get; init; }

    /// <summary>The pod that has it; null where none has.</summary>
    public string? Pod { get; init; }

    /// <summary>Since when no pod has it.</summary>
    public TimeSpan IdleSince { get; init; }

    /// <summary>Whether a pod could have it.</summary>
    internal bool IsIdle => Pod is null && Status == EniAddressStatus.Valid;
}

/// <summary>Whether an address can be used.</summary>
public enum EniAddressStatus
{
    /// <summary>It can.</summary>
    Valid,

    /// <summary>The cloud does not have it at this interface any more.</summary>
    Invalid,

    /// <summary>The cloud was asked to take it back.</summary>
    Deleting,
}
