using PolicyEngine.Model;
using PolicyEngine.Sets;

namespace PolicyEngine.Queries;

/// <summary>A rule in a few words.</summary>
/// <param name="Action">What it does, such as <c>Allow</c>.</param>
/// <param name="Traffic">The traffic it is about, such as <c>TCP 6379</c>.</param>
/// <param name="Source">Its condition on the sender; empty for none.</param>
/// <param name="Destination">Its condition on the receiver; empty for none.</param>
public sealed record RuleSummary(string Action, string Traffic, string Source, string Destination)
{
    /// <summary>The summary of a rule.</summary>
    public static RuleSummary Of(Rule rule) =>
        new(rule.Action.ToString(), TrafficOf(rule), rule.Source.Description, rule.Destination.Description);

    /// <summary>One sentence.</summary>
    public override string ToString() => Action
        + $" {Traffic}"
        + (Source.Length == 0 ? "" : $" from {Source}")
        + (Destination.Length == 0 ? "" : $" to {Destination}");

    private static string TrafficOf(Rule rule)
    {
        var words = new List<string>();
        TrafficSet numbered = rule.Traffic;
        bool hasNumbers = true;
        foreach (PortMatch? ports in (PortMatch?[])[rule.Destination.Ports, rule.Source.Ports])
        {
            if (ports is not null)
            {
                numbered = ports.Names.IsDefaultOrEmpty ? numbered.Intersect(ports.Numbers) : numbered;
                hasNumbers &= ports.Names.IsDefaultOrEmpty;
            }
        }

        foreach (PortMatch? ports in (PortMatch?[])[rule.Destination.NotPorts, rule.Source.NotPorts])
        {
            numbered = ports is null ? numbered : numbered.Subtract(ports.Numbers);
        }

        string traffic = hasNumbers ? numbered.Describe() : PortsWithNames(rule, numbered);
        words.Add(traffic == "any" ? "any traffic" : traffic);
        words.AddRange(Names(rule.Destination.NotPorts).Select(name => $"except port {name}"));
        words.AddRange(Names(rule.Source.NotPorts).Select(name => $"except source port {name}"));
        return string.Join(", ", words);
    }

    private static string PortsWithNames(Rule rule, TrafficSet traffic)
    {
        var ports = new List<string>();
        foreach ((PortMatch? match, string side) in ((PortMatch?, string)[])[(rule.Destination.Ports, "port"), (rule.Source.Ports, "source port")])
        {
            if (match is not null && !match.Names.IsDefaultOrEmpty)
            {
                TrafficSet numbers = traffic.Intersect(match.Numbers);
                string numbered = numbers.IsEmpty ? "" : $"{numbers.Describe()} or ";
                ports.Add(numbered + string.Join(" or ", match.Names.Select(name => Named(name, side))));
            }
        }

        return string.Join(", ", ports);
    }

    private static string Named(NamedPort port, string side) => port.Protocol is { } protocol ? $"{protocol.Name} {side} {port.Name}" : $"{side} {port.Name}";

    private static IEnumerable<string> Names(PortMatch? ports) =>
        ports is null || ports.Names.IsDefaultOrEmpty ? [] : ports.Names.Select(name => name.Name);
}
