using PolicyEngine.Dataplane.Kernel;
using PolicyEngine.Dataplane.Walk;
using PolicyEngine.Sets;
using static Dataplane.Tests.Walk.TwoNodes;

namespace Dataplane.Tests.Walk.Kernel;

/// <summary>What was broken on the first node of the laboratory, or put there beside what belongs there.</summary>
internal static class KernelFaults
{
    /// <summary>A forwarding table that knows nobody.</summary>
    public static PodNetwork WithoutForwarding(PodNetwork network) => WithLinks(network, links => LinkTable.Of(links.Neighbours, []));

    /// <summary>A neighbour table that knows nobody.</summary>
    public static PodNetwork WithoutNeighbours(PodNetwork network) => WithLinks(network, links => LinkTable.Of([], links.Forwarding));

    /// <summary>A forwarding table that leads all frames to the third node.</summary>
    public static PodNetwork WithStaleForwarding(PodNetwork network) =>
        WithLinks(network, links => LinkTable.Of(links.Neighbours, links.Forwarding.Select(entry => entry with { Destination = Third(network) })));

    /// <summary>A forwarding table with a further machine for every Ethernet address.</summary>
    public static PodNetwork WithSecondForwarding(PodNetwork network) =>
        WithLinks(network, links => LinkTable.Of(links.Neighbours, links.Forwarding.SelectMany(entry => new[] { entry, entry with { Destination = Third(network) } })));

    /// <summary>A neighbour table with Ethernet addresses that the right machines do not have.</summary>
    public static PodNetwork WithWrongMacs(PodNetwork network) => WithLinks(network, links => LinkTable.Of(
        links.Neighbours.Select(neighbour => neighbour with { Mac = Wrong(neighbour.Mac) }),
        links.Forwarding.Select(entry => entry with { Mac = Wrong(entry.Mac) })));

    /// <summary>A node that lacks some routes.</summary>
    public static PodNetwork Without(PodNetwork network, Func<Route, bool> isMissing) =>
        new Overlaid(network) { HasRoute = (stack, route) => stack.Name != "n1" || !isMissing(route) };

    private static Overlaid WithLinks(PodNetwork network, Func<LinkTable, LinkTable> links) =>
        new(network) { Links = stack => stack.Name == "n1" ? links(stack.Links) : stack.Links };

    private static IpAddress Third(PodNetwork network) => network.Stack("n3")!.Device("eth0")!.PrimaryIn(IpFamily.V4)!.Value;

    private static MacAddress Wrong(MacAddress mac) => new(mac.Value ^ 0xff);
}
