using System.Globalization;
using Labels = System.Collections.Immutable.ImmutableSortedDictionary<string, string>;

namespace PolicyEngine.Specification;

/// <summary>Whether a Calico rule matches a packet: all its conditions hold. <c>home</c> is the policy's namespace, null for global ones.</summary>
public sealed class CalicoRules(World world, AddressConditions addresses, OpenQuestions questions)
{
    private readonly ServiceConditions _services = new(world, addresses, questions);

    public bool Matches(CalicoRule rule, string? home, Packet packet) =>
        IsForFamily(rule, packet.Family)
        && (rule.Protocol is null || Protocols.Number(rule.Protocol) == packet.Protocol)
        && (rule.NotProtocol is null || Protocols.Number(rule.NotProtocol) != packet.Protocol)
        && (rule.Icmp is null || (packet.IsIcmp && Matches(rule.Icmp, packet)))
        && (rule.NotIcmp is null || (packet.IsIcmp && !Matches(rule.NotIcmp, packet)))
        && (rule.Source.Service is not { } from || _services.IsAddress(from, packet.Source))
        && (rule.Destination.Service is not { } to || _services.IsTarget(to, packet))
        && Matches(rule.Source, home, packet.Source, packet, packet.Minor)
        && Matches(rule.Destination, home, packet.Destination, packet, packet.Major);

    // Calico: the names ICMP and ICMPv6 imply a family, their numbers do not. Felix: when a rule is not rendered for a family.
    private static bool IsForFamily(CalicoRule rule, int family)
    {
        int? own = rule.IpVersion ?? rule.Protocol switch { "ICMP" => 4, "ICMPv6" => 6, _ => null };
        IEnumerable<Net>[] lists = [.. new[] { rule.Source.Nets, rule.Source.NotNets, rule.Destination.Nets, rule.Destination.NotNets }
            .Where(list => !list.IsEmpty)
            .Select(list => list.Select(Net.Parse))];
        IEnumerable<Net> excluded = rule.Source.NotNets.Concat(rule.Destination.NotNets).Select(Net.Parse);
        return (own is null || own == family)
            && lists.All(list => list.Any(net => net.Family == family))
            && !excluded.Any(net => net.Family == family && net.Length == 0);
    }

    private static bool Matches(CalicoIcmp icmp, Packet packet) =>
        icmp.Type == packet.Major && (icmp.Code is null || icmp.Code == packet.Minor);

    private bool Matches(CalicoSide side, string? home, End end, Packet packet, int port)
    {
        Func<Labels, bool>? selector = Selector(side, home);
        return (side.Nets.IsEmpty || addresses.IsIn(end, side.Nets))
            && (side.NotNets.IsEmpty || !addresses.IsIn(end, side.NotNets))
            && (selector is null || addresses.IsOfAny(end, selector))
            && (selector is not null || side.NotSelector is not { } excluded || !addresses.IsOfAny(end, labels => excluded.Matches(labels.GetValueOrDefault)))
            && (side.Ports.IsEmpty || side.Ports.Any(entry => Matches(entry, selector, end, packet, port)))
            && !side.NotPorts.Any(entry => Matches(entry, selector, end, packet, port));
    }

    // Calico: how the selectors of a side compose. With a positive part the negative one is folded into it.
    private static Func<Labels, bool>? Selector(CalicoSide side, string? home)
    {
        SelectorExpression? main = Both(AccountPart(side.ServiceAccounts), side.Selector);
        SelectorExpression? place = NamespacePart(side.NamespaceSelector, home);
        if (place is not null && (main ?? side.NotSelector ?? side.NamespaceSelector) is not null)
        {
            main = Both(place, main);
        }

        return main is null
            ? null
            : labels => main.Matches(labels.GetValueOrDefault) && side.NotSelector?.Matches(labels.GetValueOrDefault) != true;
    }

    private static SelectorExpression? AccountPart(ServiceAccountMatch? accounts) => accounts is null ? null : Both(
        accounts.Names.IsEmpty ? null : new Member(EffectiveLabels.ServiceAccount, Negated: false, accounts.Names),
        accounts.Selector is { } selector ? Rewriting.Prefix(selector, "pcsa.", all: new All()) : null);

    private static SelectorExpression? NamespacePart(SelectorExpression? selector, string? home) =>
        selector is not null ? Rewriting.Prefix(selector, "pcns.", all: new Has(EffectiveLabels.Namespace))
        : home is not null ? new Compare(EffectiveLabels.Namespace, "==", home)
        : null;

    private static SelectorExpression? Both(SelectorExpression? left, SelectorExpression? right) =>
        left is null ? right : right is null ? left : new And(left, right);

    // Calico: ports. A name stands for the ports of that name which the endpoints at the address have.
    private bool Matches(string entry, Func<Labels, bool>? selector, End end, Packet packet, int port)
    {
        if (!packet.HasPorts)
        {
            return false;
        }

        if (!char.IsAsciiDigit(entry[0]))
        {
            return addresses.PortsAt(end, selector).Any(own => own.Name == entry && Protocols.Number(own.Protocol) == packet.Protocol && own.Number == port);
        }

        int[] range = [.. entry.Split(':').Select(number => int.Parse(number, CultureInfo.InvariantCulture))];
        return range[0] <= port && port <= range[^1];
    }
}
