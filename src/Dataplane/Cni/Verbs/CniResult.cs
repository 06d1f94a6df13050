using System.Collections.Immutable;
using PolicyEngine.Dataplane.Kernel;
using PolicyEngine.Sets;

namespace PolicyEngine.Dataplane.Cni.Verbs;

/// <summary>What a runtime is told of an interface it asked for (CNI specification 1.1.0, section 5).</summary>
/// <param name="Interfaces">The host's interface, then the container's.</param>
/// <param name="Addresses">The container's addresses.</param>
/// <param name="Routes">The container's routes.</param>
public sealed record CniResult(ImmutableArray<CniInterface> Interfaces, ImmutableArray<InterfaceAddress> Addresses, ImmutableArray<Route> Routes)
{
    /// <summary>The version of the specification that it follows.</summary>
    public const string Version = "1.1.0";

    /// <summary>Whether another result says the same.</summary>
    public bool Equals(CniResult? other) =>
        other is not null
        && Interfaces.AsSpan().SequenceEqual(other.Interfaces.AsSpan())
        && Addresses.AsSpan().SequenceEqual(other.Addresses.AsSpan())
        && Routes.AsSpan().SequenceEqual(other.Routes.AsSpan());

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Interfaces.Length, Addresses.Length, Addresses.IsEmpty ? default : Addresses[0]);
}

/// <summary>An interface that was made.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Mac">Its Ethernet address.</param>
/// <param name="Sandbox">The namespace it is in; empty for the host's.</param>
public sealed record CniInterface(string Name, MacAddress Mac, string Sandbox);
