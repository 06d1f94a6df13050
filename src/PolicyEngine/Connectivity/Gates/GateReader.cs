using System.Collections.Immutable;
using System.Globalization;
using PolicyEngine.Binding;
using PolicyEngine.Documents;
using PolicyEngine.Model;
using PolicyEngine.Selectors;
using PolicyEngine.Sets;
using PolicyEngine.Text;

namespace PolicyEngine.Connectivity.Gates;

/// <summary>Reads gates strictly: what is not known, or not of its type, is an error.</summary>
internal sealed class GateReader
{
    private const string PartyHint = "give at least one of namespace, namespaceLabels, workload, labels, external, cidr";
    private const string UnknownFieldHint = "correct the spelling or the indentation, or delete the field";

    private readonly DiagnosticBag _diagnostics = new(ReadLimits.Default.MaxDiagnosticsPerFile);
    private readonly ImmutableArray<Gate>.Builder _gates = ImmutableArray.CreateBuilder<Gate>();

    public GateFile Read(PolicySource source, CancellationToken cancellation)
    {
        try
        {
            using Stream stream = source.Open();
            int count = 0;
            foreach (MappingNode document in new DocumentReader(ReadLimits.Default, _diagnostics).Read(source.Name, stream, cancellation))
            {
                count++;
                Read(new FieldReader(document, new BindingContext(_diagnostics, EnforcementProfile.CalicoIptables), new FaultCell()));
            }

            if (count == 0 && !_diagnostics.HasErrors)
            {
                _diagnostics.Add(BindingDiagnostics.MissingField, new SourceSpan(source.Name, 1, 1), "the file has no `gates`");
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            _diagnostics.Add(UnreadableFile.Of(source.Name, exception));
        }

        return new GateFile(_gates.ToImmutable(), _diagnostics.ToImmutable());
    }

    private void Read(FieldReader document)
    {
        document.Require("gates");
        foreach (FieldReader gate in document.Objects("gates"))
        {
            _gates.Add(ReadGate(gate));
        }

        RejectUnknown(document);
    }

    private static Gate ReadGate(FieldReader reader)
    {
        reader.Require("name");
        var gate = new Gate
        {
            Name = reader.String("name") ?? "",
            Why = reader.String("why") ?? "",
            Changes = reader.Has("change") ? [.. reader.Strings("change").Select(kind => KindOf(kind, reader)).OfType<ChangeKind>()] : [ChangeKind.Added, ChangeKind.Changed],
            From = ReadParty(reader, "from"),
            To = ReadParty(reader, "to"),
            With = ReadParty(reader, "with"),
            Traffic = reader.Has("ports") ? TrafficSet.Union(reader.List("ports").Select(port => PortOf(port, reader))) : TrafficSet.All,
            Span = reader.Span,
        };
        if (gate.Changes.IsEmpty || gate.Traffic.IsEmpty)
        {
            reader.Error(BindingDiagnostics.InvalidValue, reader.Span, $"`{reader.Path}` forbids nothing", "leave `change` or `ports` out to mean all of them");
        }

        RejectUnknown(reader);
        return gate;
    }

    private static GateParty? ReadParty(FieldReader gate, string field)
    {
        if (gate.Object(field) is not { } reader)
        {
            return null;
        }

        var party = new GateParty
        {
            Namespace = reader.String("namespace"),
            NamespaceLabels = SelectorOf(reader, "namespaceLabels"),
            Workload = reader.String("workload"),
            Labels = SelectorOf(reader, "labels"),
            IsExternal = reader.Has("external") ? reader.Boolean("external") : null,
            Addresses = AddressesOf(reader, "cidr"),
        };
        bool isOfPods = party.Namespace is not null || party.NamespaceLabels is not null || party.Workload is not null || party.Labels is not null;
        if (party == new GateParty())
        {
            reader.Error(BindingDiagnostics.MissingField, reader.Span, $"`{reader.Path}` names nobody", PartyHint);
        }
        else if (isOfPods && party.IsExternal == true)
        {
            reader.Error(BindingDiagnostics.InvalidPeer, reader.Span, $"`{reader.Path}` is about addresses outside the cluster and about pods", "nothing outside has a namespace, a workload or labels");
        }

        RejectUnknown(reader);
        return party;
    }

    private static ChangeKind? KindOf(ScalarNode kind, FieldReader reader)
    {
        switch (kind.Text)
        {
            case "added":
                return ChangeKind.Added;
            case "changed":
                return ChangeKind.Changed;
            default:
                reader.Error(BindingDiagnostics.InvalidValue, kind.Span, $"`{kind.Text}` is no change that lets more pass", "use `added`, `changed` or both");
                return null;
        }
    }

    private static Selector? SelectorOf(FieldReader reader, string field)
    {
        if (reader.String(field) is not { } text)
        {
            return null;
        }

        if (Selector.TryParse(text, out Selector? selector, out SelectorError? problem))
        {
            return selector;
        }

        string message = string.Create(CultureInfo.InvariantCulture, $"`{reader.Field(field)}`, character {problem.Offset + 1}: {problem.Message}");
        reader.Error(BindingDiagnostics.InvalidSelector, reader.Value(field)!.Span, message, "correct the expression; `pci == 'true'` is one");
        return Selector.None;
    }

    private static AddressSet? AddressesOf(FieldReader reader, string field)
    {
        if (reader.String(field) is not { } text)
        {
            return null;
        }

        if (IpPrefix.TryParse(text, out IpPrefix block))
        {
            return AddressSet.Of(block);
        }

        if (IpAddress.TryParse(text, out IpAddress address))
        {
            return AddressSet.Of(address);
        }

        reader.Error(BindingDiagnostics.InvalidAddress, reader.Value(field)!.Span, $"`{text}` is not an address block");
        return AddressSet.Empty;
    }

    private static TrafficSet PortOf(DocumentNode node, FieldReader reader)
    {
        if (node is ScalarNode { Kind: ScalarKind.Integer or ScalarKind.String } scalar)
        {
            if (TryParsePorts(scalar.Text, out TrafficSet? traffic))
            {
                return traffic;
            }

            reader.Error(BindingDiagnostics.InvalidPort, node.Span, $"`{scalar.Text}` names no ports", "write 443, 8000-8080, UDP/53 or a protocol alone, such as SCTP");
        }
        else
        {
            reader.Error(BindingDiagnostics.WrongType, node.Span, $"an item of `{reader.Field("ports")}` is {node.Describe()}, expected a port", "write 443, 8000-8080, UDP/53 or a protocol alone, such as SCTP");
        }

        return TrafficSet.All;
    }

    private static bool TryParsePorts(string text, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out TrafficSet? traffic)
    {
        traffic = null;
        int slash = text.IndexOf('/', StringComparison.Ordinal);
        string ports = text[(slash + 1)..];
        Protocol protocol = Protocol.Tcp;
        if (slash >= 0 && !(Protocol.TryParse(text[..slash], out protocol) && protocol.HasPorts))
        {
            return false;
        }

        if (slash < 0 && char.IsAsciiLetter(text.FirstOrDefault()))
        {
            traffic = Protocol.TryParse(text, out protocol) ? TrafficSet.ForProtocol(protocol) : null;
            return traffic is not null;
        }

        int dash = ports.IndexOf('-', StringComparison.Ordinal);
        (string low, string high) = dash < 0 ? (ports, ports) : (ports[..dash], ports[(dash + 1)..]);
        if (IsPort(low, out ushort first) && IsPort(high, out ushort last) && first <= last)
        {
            traffic = TrafficSet.Ports(protocol, IntervalSet<ushort>.Of(first, last));
        }

        return traffic is not null;
    }

    private static bool IsPort(string text, out ushort port) => ushort.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out port) && port > 0;

    private static void RejectUnknown(FieldReader reader) => reader.RejectUnknownFields(UnknownFieldHint);
}
