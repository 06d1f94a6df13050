using System.Collections.Immutable;
using PolicyEngine.Documents;
using PolicyEngine.Model;
using PolicyEngine.Selectors;
using PolicyEngine.Sets;

namespace PolicyEngine.Binding.Calico;

/// <summary>Reads one side of a Calico rule (an EntityRule).</summary>
internal static class CalicoPeerBinder
{
    public static PeerMatch Bind(FieldReader? side, CalicoPeerScope scope)
    {
        if (side is null)
        {
            return PeerMatch.Any;
        }

        bool isLocal = side.Node["namespaceSelector"] is not ScalarNode { Kind: ScalarKind.String, Text.Length: > 0 }
            && (side.Node["selector"] ?? side.Node["notSelector"] ?? side.Node["serviceAccounts"]) is not null;
        isLocal |= side.Node["services"] is not null;
        return isLocal
            ? BindAnew(side, scope)
            : side.Context.CalicoPeers.Bind(side, side.Node, scope with { PolicyNamespace = "", RuleList = "" }, BindAnew);
    }

    private static PeerMatch BindAnew(FieldReader side, CalicoPeerScope scope)
    {
        string selector = CalicoSelectorReader.Read(side, "selector");
        string notSelector = CalicoSelectorReader.Read(side, "notSelector", allowGlobal: false);
        string namespaces = CalicoSelectorReader.Read(side, "namespaceSelector", allowGlobal: true);
        string accounts = BindServiceAccounts(side.Object("serviceAccounts"));
        ImmutableArray<IpPrefix> listedNets = CalicoNets.Bind(side, "nets");
        ImmutableArray<IpPrefix> listedNotNets = CalicoNets.Bind(side, "notNets");
        PortMatch? ports = CalicoPortBinder.Bind(side, "ports", scope.Protocol, scope.IsSource);
        PortMatch? notPorts = CalicoPortBinder.Bind(side, "notPorts", scope.Protocol, scope.IsSource);
        ServiceReference? service = CalicoServiceMatch.Bind(side, scope);
        side.RejectUnknownFields();
        if (side.Faults.First is not null)
        {
            return PeerMatch.Any;
        }

        AddressSet? nets = listedNets.IsEmpty ? null : AddressSet.FromPrefixes(listedNets);
        AddressSet? notNets = listedNotNets.IsEmpty ? null : AddressSet.FromPrefixes(listedNotNets);
        string positive = side.Context.Composer.Peer(scope.PolicyNamespace, selector, notSelector, namespaces, accounts);
        string? composed = (positive, notSelector) switch
        {
            ("", _) => null,
            (_, "") => positive,
            _ => $"({positive}) && (!({notSelector}))",
        };
        return new PeerMatch
        {
            Selector = composed is null ? null : CalicoSelectorReader.Compose(side, composed),
            NotSelector = composed is null && notSelector.Length > 0 ? CalicoSelectorReader.Compose(side, notSelector) : null,
            Nets = nets,
            NotNets = notNets,
            ListedNets = listedNets,
            ListedNotNets = listedNotNets,
            Ports = ports,
            NotPorts = notPorts,
            Service = service,
            Words = () => service is { } named ? $"backends of service {named}" : Describe(selector, notSelector, namespaces, accounts, nets, notNets),
        };
    }

    private static string BindServiceAccounts(FieldReader? reader)
    {
        if (reader is null)
        {
            return "";
        }

        var names = new List<string>();
        foreach (ScalarNode name in reader.Strings("names"))
        {
            if (ObjectName.IsValid(name.Text))
            {
                names.Add(name.Text);
            }
            else
            {
                reader.Error(BindingDiagnostics.InvalidName, name.Span, $"`{reader.Field("names")}` has `{name.Text}`, which no service account can be called");
            }
        }

        string selector = CalicoSelectorReader.Read(reader, "selector");
        reader.RejectUnknownFields();
        return reader.Context.Composer.ServiceAccounts(names, selector);
    }

    private static string Describe(string selector, string notSelector, string namespaces, string accounts, AddressSet? nets, AddressSet? notNets)
    {
        var parts = new List<string>();
        AddIf(selector, $"selector {selector}");
        AddIf(notSelector, $"not selector {notSelector}");
        AddIf(namespaces, $"namespaces with {namespaces}");
        AddIf(accounts, $"service accounts {accounts}");
        if (nets is not null)
        {
            parts.Add($"addresses in {nets}");
        }

        if (notNets is not null)
        {
            parts.Add($"addresses not in {notNets}");
        }

        return string.Join(", ", parts);

        void AddIf(string given, string words)
        {
            if (given.Length > 0)
            {
                parts.Add(words);
            }
        }
    }
}
