using System.Collections.Immutable;
using System.Globalization;
using PolicyEngine.Documents;
using PolicyEngine.Model;
using PolicyEngine.Sets;

namespace PolicyEngine.Binding.Kubernetes;

/// <summary>Reads the <c>ports</c> of a NetworkPolicy rule.</summary>
internal static class NetworkPolicyPortBinder
{
    private const string Field = "ports";

    /// <summary>Any receiver, on these ports; where the list is absent or empty, on every port of every protocol.</summary>
    public static PeerMatch Bind(FieldReader rule) =>
        rule.Value(Field) is { } ports ? rule.Context.Ports.Bind(rule, ports, "", (reader, _) => BindAnew(reader)) : PeerMatch.Any;

    private static PeerMatch BindAnew(FieldReader rule)
    {
        ImmutableArray<NumberedPorts>.Builder numbers = ImmutableArray.CreateBuilder<NumberedPorts>();
        ImmutableArray<NamedPort>.Builder names = ImmutableArray.CreateBuilder<NamedPort>();
        bool any = false;
        foreach (FieldReader port in rule.Objects(Field))
        {
            any = true;
            BindPort(port, numbers, names);
            port.RejectUnknownFields();
        }

        return any ? new PeerMatch { Ports = ListedPorts.ToMatch(numbers.ToImmutable(), names.ToImmutable()) } : PeerMatch.Any;
    }

    private static void BindPort(FieldReader reader, ImmutableArray<NumberedPorts>.Builder numbers, ImmutableArray<NamedPort>.Builder names)
    {
        Protocol protocol = BindProtocol(reader);
        DocumentNode? port = reader.Value("port");
        int? endPort = reader.Integer("endPort", 1, ushort.MaxValue, BindingDiagnostics.InvalidPort);
        if (reader.Has("endPort") && port is not ScalarNode { Kind: ScalarKind.Integer })
        {
            reader.Error(BindingDiagnostics.InvalidPort, reader.Value("endPort")!.Span, $"`{reader.Field("endPort")}` needs a numeric `port`");
        }

        switch (port)
        {
            case null:
                numbers.Add(NumberedPorts.All(protocol));
                break;
            case ScalarNode { Kind: ScalarKind.Integer }:
                if (reader.Integer("port", 1, ushort.MaxValue, BindingDiagnostics.InvalidPort) is { } low)
                {
                    AddRange(reader, protocol, low, endPort ?? low, numbers);
                }

                break;
            case ScalarNode { Kind: ScalarKind.String } name:
                AddName(reader, protocol, name, names);
                break;
            default:
                reader.Error(BindingDiagnostics.WrongType, port.Span, $"`{reader.Field("port")}` is {port.Describe()}, expected a whole number or a name");
                break;
        }
    }

    /// <summary>TCP, with an error, where it is not understood.</summary>
    private static Protocol BindProtocol(FieldReader reader)
    {
        if (reader.Value("protocol") is null)
        {
            return Protocol.Tcp;
        }

        switch (reader.String("protocol"))
        {
            case "TCP":
                return Protocol.Tcp;
            case "UDP":
                return Protocol.Udp;
            case "SCTP":
                return Protocol.Sctp;
            case { } other:
                ProtocolNames.Reject(reader, "protocol", other);
                return Protocol.Tcp;
            default:
                return Protocol.Tcp;
        }
    }

    private static void AddRange(FieldReader reader, Protocol protocol, int low, int high, ImmutableArray<NumberedPorts>.Builder numbers)
    {
        if (high < low)
        {
            reader.Error(
                BindingDiagnostics.InvalidPort,
                reader.Value("endPort")!.Span,
                string.Create(CultureInfo.InvariantCulture, $"`{reader.Field("endPort")}` is {high}, less than `port` {low}"));
            return;
        }

        numbers.Add(new NumberedPorts(protocol, (ushort)low, (ushort)high));
    }

    private static void AddName(FieldReader reader, Protocol protocol, ScalarNode name, ImmutableArray<NamedPort>.Builder names)
    {
        if (PortName.IsValid(name.Text))
        {
            names.Add(new NamedPort(name.Text, protocol));
        }
        else if (GoInteger.TryParse(name, out long number))
        {
            reader.Error(
                BindingDiagnostics.QuotedPort,
                name.Span,
                $"`{reader.Field("port")}` is the string `{name.Text}`, which is no port name",
                replacement: number is > 0 and <= ushort.MaxValue ? number.ToString(CultureInfo.InvariantCulture) : null);
        }
        else
        {
            reader.Error(BindingDiagnostics.InvalidPortName, name.Span, $"`{name.Text}` is not a port name");
        }
    }
}
