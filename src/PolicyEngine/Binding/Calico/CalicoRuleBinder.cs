using System.Collections.Immutable;
using PolicyEngine.Documents;
using PolicyEngine.Model;
using PolicyEngine.Sets;

namespace PolicyEngine.Binding.Calico;

/// <summary>Reads the rules of Calico policies and profiles.</summary>
internal static class CalicoRuleBinder
{
    private const int MaxRules = 1024;
    private const int MaxIcmpType = 254;

    private static readonly string[] s_protocols = ["TCP", "UDP", "ICMP", "ICMPv6", "SCTP", "UDPLite"];

    public static ImmutableArray<Rule> Bind(FieldReader spec, string field, string policyNamespace)
    {
        var rules = new List<Rule>();
        foreach (FieldReader rule in spec.Objects(field, separately: true))
        {
            RuleAction? action = BindAction(rule);
            Rule bound = BindRule(rule, action ?? RuleAction.Deny, policyNamespace, field);
            rules.Add(bound);
            if (action is null)
            {
                // What it does is not known: it may as well allow.
                rules.Add(bound with { Action = RuleAction.Allow });
            }
        }

        if (spec.List(field).Length > MaxRules)
        {
            spec.Error(BindingDiagnostics.SizeLimit, spec.Value(field)!.Span, $"`{spec.Field(field)}` has more than 1024 rules");
        }

        return [.. rules];
    }

    private static Rule BindRule(FieldReader reader, RuleAction action, string policyNamespace, string ruleList)
    {
        Protocol? protocol = BindProtocol(reader, "protocol");
        Protocol? notProtocol = BindProtocol(reader, "notProtocol");
        IpFamilies families = BindFamilies(reader);
        TrafficSet traffic = protocol is { } only ? Named(reader, "protocol", only) : TrafficSet.All;
        if (notProtocol is { } excluded)
        {
            traffic = traffic.Subtract(Named(reader, "notProtocol", excluded));
        }

        IcmpMessage? icmp = BindIcmp(reader, "icmp", protocol);
        if (icmp is { } message)
        {
            traffic = traffic.Intersect(TrafficSet.Icmp(protocol!.Value, message.Type, message.Code));
        }

        IcmpMessage? notIcmp = BindIcmp(reader, "notICMP", protocol);
        if (notIcmp is { } other)
        {
            traffic = traffic.Subtract(TrafficSet.Icmp(protocol!.Value, other.Type, other.Code));
        }

        HttpMatch? http = CalicoHttpMatch.Bind(reader, action, ruleList);
        PeerMatch source = CalicoPeerBinder.Bind(reader.Object("source"), new CalicoPeerScope(policyNamespace, ruleList, protocol, IsSource: true));
        PeerMatch destination = CalicoPeerBinder.Bind(reader.Object("destination"), new CalicoPeerScope(policyNamespace, ruleList, protocol, IsSource: false));
        CalicoNets.CheckFamilies(reader, families);
        ImmutableArray<KeyValuePair<string, string>> annotations = Annotations(reader);
        reader.RejectUnknownFields();
        bool understood = reader.Faults.First is null;
        return new Rule
        {
            Action = action,
            Families = understood ? families & FamiliesOf.Rule(source, destination) : IpFamilies.Both,
            Traffic = understood ? traffic : TrafficSet.All,
            Written = understood ? AsWritten(reader, families, icmp, notIcmp) : ProtocolMatch.Any,
            Annotations = annotations,
            Source = understood ? source : PeerMatch.Any,
            Destination = understood ? destination : PeerMatch.Any,
            Http = understood ? http : null,
            Fault = reader.Faults.First,
            Path = reader.Item,
            Span = reader.Span,
        };
    }

    /// <summary>What a protocol stands for; to Calico's eBPF dataplane two of the names stand for none (a translation to 0).</summary>
    private static TrafficSet Named(FieldReader rule, string field, Protocol protocol)
    {
        bool isLost = rule.Context.Profile.LosesProtocolNames && rule.Value(field) is ScalarNode { Text: "ICMPv6" or "UDPLite" };
        return isLost ? TrafficSet.Empty : TrafficSet.ForProtocol(protocol);
    }

    /// <summary>Null, with an error, where it is not understood.</summary>
    private static RuleAction? BindAction(FieldReader reader)
    {
        switch (reader.String("action"))
        {
            case "Allow":
                return RuleAction.Allow;
            case "Deny":
                return RuleAction.Deny;
            case "Pass":
                return RuleAction.Pass;
            case "Log":
                return RuleAction.Log;
            case { } other:
                reader.Error(BindingDiagnostics.InvalidValue, reader.Value("action")!.Span, $"`{reader.Field("action")}` is `{other}`, expected `Allow`, `Deny`, `Log` or `Pass`");
                return null;
            default:
                if (!reader.Has("action") && reader.Faults.First is null)
                {
                    reader.Error(BindingDiagnostics.MissingField, reader.Span, $"`{reader.Path}` needs `action`");
                }

                return null;
        }
    }

    private static Protocol? BindProtocol(FieldReader reader, string field)
    {
        switch (reader.Value(field))
        {
            case null:
                return null;
            case ScalarNode { Kind: ScalarKind.Integer or ScalarKind.String } scalar:
                bool isNumber = GoInteger.TryParse(scalar, out long number);
                if (isNumber ? number is >= 1 and <= 255 : s_protocols.Contains(scalar.Text, StringComparer.Ordinal))
                {
                    return isNumber ? new Protocol((byte)number) : Protocol.TryParse(scalar.Text, out Protocol protocol) ? protocol : null;
                }

                reader.Error(
                    BindingDiagnostics.InvalidProtocol,
                    scalar.Span,
                    $"`{reader.Field(field)}` is `{scalar.Text}`, expected `TCP`, `UDP`, `ICMP`, `ICMPv6`, `SCTP`, `UDPLite` or 1 to 255",
                    replacement: Array.Find(s_protocols, name => name.Equals(scalar.Text, StringComparison.OrdinalIgnoreCase)));
                return null;
            case { } other:
                reader.Error(BindingDiagnostics.WrongType, other.Span, $"`{reader.Field(field)}` is {other.Describe()}, expected a protocol");
                return null;
        }
    }

    /// <summary>A protocol written by the name ICMP or ICMPv6 implies the family; the numbers 1 and 58 do not (Felix).</summary>
    private static IpFamilies BindFamilies(FieldReader reader)
    {
        IpFamilies given = reader.Integer("ipVersion", 4, 6, BindingDiagnostics.InvalidValue) switch
        {
            4 => IpFamilies.V4,
            6 => IpFamilies.V6,
            null => IpFamilies.Both,
            _ => IpFamilies.None,
        };
        if (given == IpFamilies.None)
        {
            reader.Error(BindingDiagnostics.InvalidValue, reader.Value("ipVersion")!.Span, $"`{reader.Field("ipVersion")}` is 5, expected 4 or 6");
        }

        foreach (string field in (ReadOnlySpan<string>)["protocol", "notProtocol"])
        {
            IpFamilies implied = ImpliedBy(reader.Value(field));
            if ((implied & given) == IpFamilies.None && given != IpFamilies.None)
            {
                reader.Error(BindingDiagnostics.IcmpConstraint, reader.Value("ipVersion")!.Span, $"`{reader.Field("ipVersion")}` does not go with `{field}: {((ScalarNode)reader.Value(field)!).Text}`");
            }
        }

        return given == IpFamilies.Both ? ImpliedBy(reader.Value("protocol")) : given;
    }

    private static IpFamilies ImpliedBy(DocumentNode? protocol) => protocol switch
    {
        ScalarNode { Text: "ICMP" } => IpFamilies.V4,
        ScalarNode { Text: "ICMPv6" } => IpFamilies.V6,
        _ => IpFamilies.Both,
    };

    private static ProtocolMatch AsWritten(FieldReader rule, IpFamilies families, IcmpMessage? icmp, IcmpMessage? notIcmp)
    {
        string? protocol = (rule.Value("protocol") as ScalarNode)?.Text;
        string? notProtocol = (rule.Value("notProtocol") as ScalarNode)?.Text;
        return protocol is null && notProtocol is null && families == IpFamilies.Both ? ProtocolMatch.Any : new ProtocolMatch
        {
            Family = families switch { IpFamilies.V4 => IpFamily.V4, IpFamilies.V6 => IpFamily.V6, _ => null },
            Protocol = protocol,
            NotProtocol = notProtocol,
            Icmp = icmp,
            NotIcmp = notIcmp,
        };
    }

    /// <summary>Annotations mean nothing to traffic, so that what is odd about them is passed over.</summary>
    private static ImmutableArray<KeyValuePair<string, string>> Annotations(FieldReader rule)
    {
        rule.Ignore("metadata");
        return (rule.Node["metadata"] as MappingNode)?["annotations"] is MappingNode annotations
            ? [.. annotations.Entries.Where(entry => entry.Value is ScalarNode).Select(entry => KeyValuePair.Create(entry.Key.Text, ((ScalarNode)entry.Value).Text))]
            : [];
    }

    private static IcmpMessage? BindIcmp(FieldReader rule, string field, Protocol? protocol)
    {
        if (rule.Object(field) is not { } icmp)
        {
            return null;
        }

        int? type = icmp.Integer("type", 0, MaxIcmpType, BindingDiagnostics.IcmpConstraint);
        int? code = icmp.Integer("code", 0, byte.MaxValue, BindingDiagnostics.IcmpConstraint);
        icmp.RejectUnknownFields();
        if (code is not null && type is null)
        {
            icmp.Error(BindingDiagnostics.IcmpConstraint, icmp.Span, $"`{icmp.Path}` has `code` without `type`");
        }

        if (protocol is not { IsIcmp: true })
        {
            icmp.Error(BindingDiagnostics.IcmpConstraint, icmp.Span, $"`{icmp.Path}` needs protocol ICMP or ICMPv6");
            return null;
        }

        // Without a type there is no criterion, not even for `notICMP`.
        return type is null ? null : new IcmpMessage((byte)type, (byte?)code);
    }
}
