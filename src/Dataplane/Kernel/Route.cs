using System.Globalization;
using System.Text;
using PolicyEngine.Sets;

namespace PolicyEngine.Dataplane.Kernel;

/// <summary>An entry of a routing table.</summary>
/// <param name="Destination">The addresses it is for.</param>
public sealed record Route(IpPrefix Destination)
{
    /// <summary>What it does.</summary>
    public RouteKind Kind { get; init; }

    /// <summary>The next hop; null where the destination itself is asked for on the link.</summary>
    public IpAddress? Gateway { get; init; }

    /// <summary>The interface it leaves by; null where it does not leave.</summary>
    public string? Device { get; init; }

    /// <summary>Who installed it.</summary>
    public RouteProtocol Protocol { get; init; } = RouteProtocol.Boot;

    /// <summary>Its metric; among routes for the same destination the lowest is taken.</summary>
    public int Metric { get; init; }

    /// <summary>The address that the stack's own packets get; null where the interface's is taken.</summary>
    public IpAddress? Source { get; init; }

    /// <summary>Whether the gateway counts as on the link though no route says so.</summary>
    public bool OnLink { get; init; }

    /// <summary>The largest packet it takes, in octets; null where the interface's counts.</summary>
    public int? Mtu { get; init; }

    /// <summary>As <c>ip route</c> prints it.</summary>
    public override string ToString()
    {
        var text = new StringBuilder();
        if (Kind != RouteKind.Unicast)
        {
            text.Append(Kind switch
            {
                RouteKind.Local => "local ",
                RouteKind.Blackhole => "blackhole ",
                RouteKind.Unreachable => "unreachable ",
                RouteKind.Prohibit => "prohibit ",
                _ => "throw ",
            });
        }

        text.Append(Destination.Length == 0 ? "default" : Destination.Length == Destination.First.BitLength ? Destination.First.ToString() : Destination.ToString());
        Append(text, " via ", Gateway);
        Append(text, " dev ", Device);
        Append(text, " proto ", Protocol switch
        {
            RouteProtocol.Kernel => "kernel",
            RouteProtocol.Static => "static",
            RouteProtocol.Bird => "bird",
            RouteProtocol.Boot => null,
            _ => ((int)Protocol).ToString(CultureInfo.InvariantCulture),
        });
        Append(text, " ", Kind == RouteKind.Unicast && Gateway is null ? "scope link" : null);
        Append(text, " src ", Source);
        Append(text, " metric ", Metric == 0 ? null : Metric);
        Append(text, " mtu ", Mtu);
        Append(text, " ", OnLink ? "onlink" : null);
        return text.ToString();
    }

    private static void Append(StringBuilder text, string word, object? value)
    {
        if (value is not null)
        {
            text.Append(CultureInfo.InvariantCulture, $"{word}{value}");
        }
    }
}
