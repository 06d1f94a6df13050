using PolicyEngine.Dataplane.Kernel;

namespace PolicyEngine.Dataplane.Walk;

/// <summary>Finding the route that a packet takes out of a stack.</summary>
internal sealed partial class Walker
{
    /// <summary>The route that sends the packet on; null where the way ended.</summary>
    private Route? FindRoute(Passage passage)
    {
        Packet packet = passage.Packet;
        Route? route = passage.Stack.Lookup(packet.Source, packet.Destination, passage.Mark);
        if (route is null)
        {
            Fail(passage, WalkEnd.NoRoute, $"no route leads to {packet.Destination}", IcmpErrors.NetworkUnreachable);
            return null;
        }

        _steps.Add(new RoutedStep(passage.Stack.Name, packet, route));
        if (route.Kind != RouteKind.Unicast)
        {
            Fail(passage, WalkEnd.Blackholed, $"the route for {route.Destination} drops it", route.Kind switch
            {
                RouteKind.Unreachable => IcmpErrors.HostUnreachable,
                RouteKind.Prohibit => IcmpErrors.Prohibited,
                _ => null,
            });
            return null;
        }

        if (!_routed.Add((passage.Stack.Name, packet.Source, packet.Destination, packet.Inner is not null)))
        {
            End(WalkEnd.Looped, passage.Stack.Name, packet, $"the packet was at {passage.Stack.Name} before");
            return null;
        }

        return route;
    }
}
