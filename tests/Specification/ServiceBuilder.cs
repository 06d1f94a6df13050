using System.Collections.Immutable;

namespace PolicyEngine.Specification;

/// <summary>Gives a world services and slices of their endpoints.</summary>
public static class ServiceBuilder
{
    private static readonly string[] s_v4 = [.. WorldBuilder.PodAddresses(4), "192.0.2.7", "10.0.1.0"];
    private static readonly string[] s_v6 = [.. WorldBuilder.PodAddresses(6), "fd00::"];

    public static ImmutableArray<string> Names { get; } = ["web", "web-1"];

    /// <summary>All that rules name.</summary>
    public static ImmutableArray<ServiceObject> All { get; } = [.. WorldBuilder.NamespaceNames.SelectMany(home => Names.Select(name => new ServiceObject(home, name)))];

    public static World Complete(World world, Dice dice) => world with
    {
        Services = [.. dice.Subset(All, 40)],
        EndpointSlices = [.. dice.Subset(All.Concat(All), 60).Select((service, index) => Slice(dice, service, index))],
    };

    /// <summary>A service as a rule names it.</summary>
    public static ServiceMatch Match(Dice dice, string? home) =>
        new(dice.Pick(Names), home is not null && dice.Chance(20) ? null : dice.Pick(WorldBuilder.NamespaceNames));

    private static EndpointSliceObject Slice(Dice dice, ServiceObject service, int index)
    {
        string type = dice.Pick("IPv4", "IPv4", "IPv4", "IPv6", "IPv6", "FQDN");
        string[] addresses = type switch { "IPv4" => s_v4, "IPv6" => s_v6, _ => ["example.org"] };
        return new EndpointSliceObject(service.Namespace, $"slice{index}", dice.Chance(90) ? service.Name : null, type)
        {
            Endpoints = [.. dice.Some(dice.Chance(10) ? 0 : 1, 3, () => dice.Pick(addresses)).Distinct(StringComparer.Ordinal).Select(address => new SliceEndpoint(address, dice.Chance(60) ? dice.Chance(60) : null))],
            Ports = [.. dice.Some(0, 3, () => new SlicePort(dice.Pick(null, "TCP", "UDP", "SCTP"), dice.Chance(85) ? dice.Pick(WorldBuilder.PortNumbers) : null)).Distinct()],
        };
    }
}
