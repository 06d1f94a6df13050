using System.Collections.Immutable;
using PolicyEngine.Binding.Kubernetes;
using PolicyEngine.Documents;
using PolicyEngine.Model;
using PolicyEngine.Sets;

namespace PolicyEngine.Binding.Cluster;

/// <summary>Reads which ports a rule of a cluster policy is about: <c>protocols</c> in v1alpha2, <c>ports</c> in v1alpha1.</summary>
internal sealed class ClusterPortBinder(ClusterPolicyForm form)
{
    private static readonly (string Field, Protocol Protocol)[] s_protocols = [("tcp", Protocol.Tcp), ("udp", Protocol.Udp), ("sctp", Protocol.Sctp)];

    /// <summary>Any receiver, on these ports; where the rule does not say, on every port of every protocol.</summary>
    public PeerMatch Bind(FieldReader rule)
    {
        string field = form.IsV1Alpha1 ? "ports" : "protocols";
        if (!rule.Has(field))
        {
            return PeerMatch.Any;
        }

        int count = rule.List(field).Length;
        if (count == 0 || count > form.MaxPeers)
        {
            rule.Error(BindingDiagnostics.ClusterLimit, rule.Value(field)!.Span, $"`{rule.Field(field)}` needs 1 to {form.MaxPeers} entries");
        }

        ImmutableArray<NumberedPorts>.Builder numbers = ImmutableArray.CreateBuilder<NumberedPorts>();
        ImmutableArray<NamedPort>.Builder names = ImmutableArray.CreateBuilder<NamedPort>();
        foreach (FieldReader entry in rule.Objects(field))
        {
            int kinds = form.IsV1Alpha1 ? BindV1Alpha1(entry, numbers, names) : BindV1Alpha2(entry, numbers, names);
            entry.RejectUnknownFields();
            if (kinds != 1)
            {
                entry.Error(BindingDiagnostics.InvalidPort, entry.Span, $"`{entry.Path}` needs exactly one kind of port");
            }
        }

        return new PeerMatch { Ports = ListedPorts.ToMatch(numbers.ToImmutable(), names.ToImmutable()) };
    }

    private static int BindV1Alpha2(FieldReader entry, ImmutableArray<NumberedPorts>.Builder numbers, ImmutableArray<NamedPort>.Builder names)
    {
        int kinds = AddName(entry, "destinationNamedPort", names);
        foreach ((string field, Protocol protocol) in s_protocols)
        {
            if (entry.Object(field) is not { } ports)
            {
                continue;
            }

            kinds++;
            ports.Require("destinationPort");
            if (ports.Object("destinationPort") is { } port)
            {
                int? number = port.Integer("number", 1, ushort.MaxValue, BindingDiagnostics.InvalidPort);
                FieldReader? range = port.Object("range");
                port.RejectUnknownFields();
                if (port.Has("number") == (range is not null))
                {
                    port.Error(BindingDiagnostics.InvalidPort, port.Span, $"`{port.Path}` needs one of `number` and `range`");
                }

                Add(protocol, number, numbers);
                AddRange(range, protocol, mayBeOne: false, numbers);
            }

            ports.RejectUnknownFields();
        }

        return kinds;
    }

    private static int BindV1Alpha1(FieldReader entry, ImmutableArray<NumberedPorts>.Builder numbers, ImmutableArray<NamedPort>.Builder names)
    {
        int kinds = AddName(entry, "namedPort", names);
        if (entry.Object("portNumber") is { } single)
        {
            kinds++;
            Protocol protocol = BindProtocol(single);
            int? number = single.Integer("port", 1, ushort.MaxValue, BindingDiagnostics.InvalidPort);
            single.Require("port");
            single.RejectUnknownFields();
            Add(protocol, number, numbers);
        }

        if (entry.Object("portRange") is { } range)
        {
            kinds++;
            AddRange(range, BindProtocol(range), mayBeOne: true, numbers);
        }

        return kinds;
    }

    private static Protocol BindProtocol(FieldReader reader)
    {
        // The field is no pointer in the API's own types: empty is left out (Go).
        string written = reader.String("protocol") is { Length: > 0 } text ? text : "TCP";
        foreach ((string _, Protocol protocol) in s_protocols)
        {
            if (written == protocol.Name)
            {
                return protocol;
            }
        }

        ProtocolNames.Reject(reader, "protocol", written);
        return Protocol.Tcp;
    }

    private static int AddName(FieldReader entry, string field, ImmutableArray<NamedPort>.Builder names)
    {
        if (entry.String(field) is not { } name)
        {
            return entry.Has(field) ? 1 : 0;
        }

        names.Add(new NamedPort(name, null));
        return 1;
    }

    private static void AddRange(FieldReader? range, Protocol protocol, bool mayBeOne, ImmutableArray<NumberedPorts>.Builder numbers)
    {
        if (range is null)
        {
            return;
        }

        int? start = range.Integer("start", 1, ushort.MaxValue, BindingDiagnostics.InvalidPort);
        int? end = range.Integer("end", 1, ushort.MaxValue, BindingDiagnostics.InvalidPort);
        range.Require("start");
        range.Require("end");
        range.RejectUnknownFields();
        if (start is { } low && end is { } high)
        {
            if (high < low || (high == low && !mayBeOne))
            {
                range.Error(BindingDiagnostics.DescendingRange, range.Span, $"`{range.Path}` ends at {high}, which is not after its start {low}");
                return;
            }

            numbers.Add(new NumberedPorts(protocol, (ushort)low, (ushort)high));
        }
    }

    private static void Add(Protocol protocol, int? number, ImmutableArray<NumberedPorts>.Builder numbers)
    {
        if (number is { } port)
        {
            numbers.Add(new NumberedPorts(protocol, (ushort)port, (ushort)port));
        }
    }
}
