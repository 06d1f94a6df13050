using Kernel.Tests.Packets;
using PolicyEngine.Sets;

namespace Kernel.Tests.Probing;

/// <summary>A packet that the kernel treats differently than evaluation says.</summary>
internal sealed record Difference(IpAddress Source, IpAddress Destination, TrafficPoint Traffic, PacketKind Kind, bool Expected)
{
    public override string ToString() =>
        $"{Source} -> {Destination} {Traffic} ({Kind}): evaluation says it {(Expected ? "passes" : "is dropped")}, the kernel does otherwise";
}
