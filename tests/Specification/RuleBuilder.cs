using System.Collections.Immutable;

namespace PolicyEngine.Specification;

/// <summary>Random Calico rules that the API would accept, but for the errors asked for.</summary>
public sealed class RuleBuilder(Dice dice, SelectorBuilder selectors, bool hasErrors, bool hasV6)
{
    private readonly HttpBuilder _http = new(dice, hasErrors);

    private bool IsBroken => hasErrors && dice.Chance(4);

    public CalicoRule Build(bool ingress, string? home)
    {
        int? version = dice.Chance(15) ? dice.Pick(4, 6) : null;
        string? protocol = IsBroken ? "TPC" : Protocol(version);
        bool isIcmp = protocol is "ICMP" or "ICMPv6" or "1" or "58";
        int family = version ?? protocol switch { "ICMP" => 4, "ICMPv6" => 6, _ => hasV6 && dice.Chance(40) ? 6 : 4 };
        string action = IsBroken ? "Permit" : dice.Pick("Allow", "Allow", "Allow", "Deny", "Deny", "Pass", "Log");
        bool isForHttp = (ingress && action == "Allow" && protocol is null or "TCP") || (IsBroken && protocol != "6");
        return new CalicoRule(action)
        {
            IpVersion = version,
            Protocol = protocol,
            NotProtocol = dice.Chance(10) ? dice.Pick("TCP", "UDP", "SCTP", "UDPLite", "6", "47") : null,
            Icmp = isIcmp ? dice.Maybe(40, Icmp) : null,
            NotIcmp = isIcmp ? dice.Maybe(30, Icmp) : null,
            Http = isForHttp ? dice.Maybe(45, _http.Match) : null,
            Source = ingress && IsForService() ? OfService(home) with { Ports = dice.Chance(25) ? SomePorts(protocol) : [] } : dice.Chance(ingress ? 75 : 25) ? Side(protocol, family) : CalicoSide.Any,
            Destination = !ingress && IsForService() ? OfService(home) : dice.Chance(ingress ? 35 : 75) ? Side(protocol, family) : CalicoSide.Any,
        };
    }

    private bool IsForService() => dice.Chance(14);

    private CalicoSide OfService(string? home)
    {
        CalicoSide side = new() { Service = ServiceBuilder.Match(dice, home) };
        return hasErrors && dice.Chance(30) ? side with { Selector = selectors.Calico() } : side;
    }

    private string? Protocol(int? version) => dice.Below(12) switch
    {
        <= 2 => null,
        <= 5 => "TCP",
        6 => "UDP",
        7 => dice.Pick("SCTP", "6"),
        8 => version == 6 ? "ICMPv6" : "ICMP",
        9 => version == 4 ? "ICMP" : "ICMPv6",
        10 => dice.Pick("UDPLite", "47", "255"),
        _ => dice.Pick("1", "58", "17"),
    };

    private CalicoIcmp Icmp() => new(dice.Pick(0, 8, 128, 254), dice.Chance(40) ? dice.Pick(0, 1, 255) : null);

    private CalicoSide Side(string? protocol, int family) => new()
    {
        Nets = dice.Chance(25) ? SomeNets(family, withAll: true) : [],
        NotNets = dice.Chance(12) ? SomeNets(family, withAll: false) : [],
        Selector = dice.Maybe(30, selectors.Calico),
        NotSelector = dice.Maybe(12, selectors.Calico),
        NamespaceSelector = dice.Maybe(22, () => selectors.Namespaces(isRule: true)),
        ServiceAccounts = dice.Maybe(12, () => new ServiceAccountMatch(
            [.. dice.Subset(WorldBuilder.Accounts, 30)], dice.Maybe(40, selectors.Accounts))),
        Ports = dice.Chance(25) ? SomePorts(protocol) : [],
        NotPorts = dice.Chance(10) ? SomePorts(protocol) : [],
    };

    private ImmutableArray<string> SomeNets(int family, bool withAll)
    {
        if (IsBroken)
        {
            return ["10.0.0.0/8", "junk"];
        }

        string[] fitting = [.. WorldBuilder.Nets.Where(net => Net.Parse(net).Family == family && (withAll || Net.Parse(net).Length > 0))];
        return [.. dice.Some(1, 2, () => dice.Pick(fitting)).Distinct(StringComparer.Ordinal)];
    }

    private ImmutableArray<string> SomePorts(string? protocol)
    {
        if (protocol is not (null or "TCP" or "UDP" or "SCTP" or "6" or "17"))
        {
            return [];
        }

        if (IsBroken && protocol is not null)
        {
            return ["443:80"];
        }

        return [.. dice.Some(1, 2, () => protocol is null || dice.Chance(35) ? dice.Pick(WorldBuilder.PortNames) : NumericPort()).Distinct(StringComparer.Ordinal)];
    }

    private string NumericPort()
    {
        int number = dice.Pick(WorldBuilder.PortNumbers);
        return dice.Chance(60) ? $"{number}" : $"{number}:{Math.Min(65535, number + dice.Pick(0, 1, 500))}";
    }
}
