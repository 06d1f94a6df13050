using System.Collections.Immutable;
using PolicyEngine.Documents;
using PolicyEngine.Model;
using PolicyEngine.Selectors;
using PolicyEngine.Sets;
using PolicyEngine.Text;

namespace PolicyEngine.Binding.Calico;

/// <summary>A host endpoint as written, before profiles lend it their labels.</summary>
/// <param name="Name">The name.</param>
/// <param name="Node">The node; empty where it is not understood.</param>
/// <param name="InterfaceName">The interface, <c>*</c> or empty.</param>
/// <param name="Labels">Its own labels.</param>
/// <param name="Addresses">Its expected addresses.</param>
/// <param name="Profiles">The names of its profiles, in order.</param>
/// <param name="Ports">Its named ports.</param>
/// <param name="Fault">What is not understood about it; null where all is.</param>
/// <param name="Span">Where it is written.</param>
internal sealed record HostEndpointResource(
    string Name,
    string Node,
    string InterfaceName,
    LabelSet Labels,
    ImmutableArray<IpAddress> Addresses,
    ImmutableArray<string> Profiles,
    ImmutableArray<EndpointPort> Ports,
    Fault? Fault,
    SourceSpan Span);

/// <summary>Reads HostEndpoints.</summary>
internal static class HostEndpointBinder
{
    private const int MaxInterfaceName = 15;

    /// <summary>Null where Calico's agent would ignore the object, which a warning says.</summary>
    public static HostEndpointResource? Bind(MappingNode root, ObjectHeader header, LabelReader labels, BindingContext context)
    {
        var document = new FieldReader(root, context, new FaultCell());
        document.Ignore("apiVersion", "kind", "metadata", "status");
        document.Require("spec");
        FieldReader spec = document.ObjectOrEmpty("spec");
        document.RejectUnknownFields();
        spec.Require("node", BindingDiagnostics.IncompleteHostEndpoint);
        string node = spec.String("node") ?? "";
        if (spec.Value("node") is ScalarNode { Kind: ScalarKind.String, Text: "" } unnamed)
        {
            spec.Error(BindingDiagnostics.IncompleteHostEndpoint, unnamed.Span, "`spec.node` is empty");
        }

        string interfaceName = BindInterface(spec);
        ImmutableArray<IpAddress> addresses = BindAddresses(spec);
        if (interfaceName.Length == 0 && addresses.IsEmpty && document.Faults.First is null)
        {
            spec.Error(BindingDiagnostics.IncompleteHostEndpoint, spec.Span, "a host endpoint needs `interfaceName` or `expectedIPs`");
        }

        ImmutableArray<string> profiles = [.. spec.Strings("profiles").Select(profile => profile.Text)];
        ImmutableArray<EndpointPort>? ports = BindPorts(spec);
        spec.RejectUnknownFields();
        if (ports is null)
        {
            context.Diagnostics.Add(
                BindingDiagnostics.IgnoredObject,
                header.Span,
                $"HostEndpoint `{header.Name}` gives a port's protocol as a number: Calico's agent ignores it and its interface is not protected");
            return null;
        }

        return new HostEndpointResource(
            header.Name,
            node,
            interfaceName,
            labels.Read(header.Metadata?["labels"], $"HostEndpoint {header.Name}"),
            addresses,
            profiles,
            ports.Value,
            document.Faults.First,
            header.Span);
    }

    private static string BindInterface(FieldReader spec)
    {
        string name = spec.String("interfaceName") ?? "";
        bool valid = name.Length <= MaxInterfaceName && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '.' or '-');
        if (name != "*" && !valid)
        {
            spec.Error(BindingDiagnostics.InvalidValue, spec.Value("interfaceName")!.Span, $"`interfaceName` is `{name}`, expected the name of an interface or `*`");
        }

        return name;
    }

    private static ImmutableArray<IpAddress> BindAddresses(FieldReader spec)
    {
        ImmutableArray<IpAddress>.Builder addresses = ImmutableArray.CreateBuilder<IpAddress>();
        foreach (ScalarNode text in spec.Strings("expectedIPs"))
        {
            if (!IpAddress.TryParse(text.Text, out IpAddress address))
            {
                spec.Error(BindingDiagnostics.InvalidAddress, text.Span, $"`expectedIPs` has `{text.Text}`, expected an address", "write an address without a prefix length");
            }
            else if (!addresses.Contains(address))
            {
                addresses.Add(address);
            }
        }

        return addresses.ToImmutable();
    }

    /// <summary>Null where a protocol is a number: the API takes it and Calico's agent refuses the whole object.</summary>
    private static ImmutableArray<EndpointPort>? BindPorts(FieldReader spec)
    {
        bool numeric = false;
        ImmutableArray<EndpointPort>.Builder ports = ImmutableArray.CreateBuilder<EndpointPort>();
        foreach (FieldReader port in spec.Objects("ports"))
        {
            port.Require("name");
            port.Require("port");
            string name = port.String("name") ?? "";
            int number = port.Integer("port", 1, ushort.MaxValue, BindingDiagnostics.InvalidPort) ?? 0;
            DocumentNode? written = port.Value("protocol");
            if (written is ScalarNode { Kind: ScalarKind.Integer })
            {
                numeric = true;
            }
            else if (port.String("protocol") is not { } protocol || !Protocol.TryParse(protocol, out Protocol known) || !known.HasPorts)
            {
                port.Error(BindingDiagnostics.InvalidValue, written?.Span ?? port.Span, $"`{port.Path}` needs the protocol `TCP`, `UDP` or `SCTP`");
            }
            else if (char.IsAsciiDigit(protocol[0]))
            {
                numeric = true;
            }
            else if (number > 0)
            {
                ports.Add(new EndpointPort(name, known, (ushort)number));
            }

            port.RejectUnknownFields();
        }

        return numeric ? null : ports.ToImmutable();
    }
}
