using System.Collections.Immutable;
using PolicyEngine.Dataplane.Kernel;

namespace PolicyEngine.Dataplane.Topology;

/// <summary>The addresses of a node by where it has them.</summary>
/// <param name="Own">Those on the network between nodes that the network's agents use.</param>
/// <param name="Strays">Those that the agents use and that are on other interfaces.</param>
/// <param name="Further">Those that it has on the network besides.</param>
internal sealed record NodeWires(ImmutableArray<InterfaceAddress> Own, ImmutableArray<InterfaceAddress> Strays, ImmutableArray<InterfaceAddress> Further);
