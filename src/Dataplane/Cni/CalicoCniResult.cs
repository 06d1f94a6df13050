using System.Collections.Immutable;
using PolicyEngine.Dataplane.Addressing;
using PolicyEngine.Dataplane.Kernel;
using PolicyEngine.Sets;

namespace PolicyEngine.Dataplane.Cni;

/// <summary>The addresses of a pod, or why it has none.</summary>
/// <param name="Addresses">The addresses.</param>
/// <param name="Floating">Addresses that are translated to them.</param>
/// <param name="HardwareAddress">The address of its interface; null leaves it to the kernel.</param>
/// <param name="Error">Why it failed, in which case nothing is kept.</param>
public sealed record CalicoCniResult(
    ImmutableArray<IpAddress> Addresses,
    ImmutableArray<FloatingAddress> Floating,
    MacAddress? HardwareAddress,
    CniError? Error)
{
    internal static CalicoCniResult Failed(CniError error) => new([], [], null, error);
}

/// <summary>An address that is translated to one of a pod.</summary>
/// <param name="External">What the outside sees.</param>
/// <param name="Internal">The address of the pod.</param>
public sealed record FloatingAddress(IpAddress External, IpAddress Internal);

/// <summary>Why a pod was not wired.</summary>
/// <param name="Kind">The kind, which callers decide by.</param>
/// <param name="Message">The reason in words.</param>
/// <param name="Cause">What address assignment said; null if it was not asked.</param>
public sealed record CniError(CniErrorKind Kind, string Message, IpamError? Cause = null);
