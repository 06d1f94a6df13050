using System.Collections.Immutable;
using PolicyEngine.Documents;
using PolicyEngine.Model;
using PolicyEngine.Sets;
using PolicyEngine.Text;

namespace PolicyEngine.Binding.Calico;

/// <summary>
/// Reads those fields of FelixConfigurations that alter verdicts. A value that is not understood is reported and, as with
/// Calico's agent, does not count.
/// </summary>
internal static class FelixConfigurationBinder
{
    /// <summary>The name of the settings for all nodes.</summary>
    public const string Everywhere = "default";

    /// <summary>What names of settings for one node begin with.</summary>
    public const string NodePrefix = "node.";

    private const ushort WireguardPort = 51820;

    private static readonly (string Field, string Value)[] s_handOver =
    [
        ("chainInsertMode", "Append"),
        ("iptablesFilterAllowAction", "Return"),
        ("nftablesFilterAllowAction", "Return"),
        ("iptablesMangleAllowAction", "Return"),
        ("nftablesMangleAllowAction", "Return"),
    ];

    /// <summary>The settings, where those that the document does not give are <paramref name="basis"/>'s.</summary>
    public static FelixConfiguration Bind(MappingNode root, FelixConfiguration basis, BindingContext context)
    {
        FieldReader spec = new FieldReader(root, context, new FaultCell()).ObjectOrEmpty("spec");
        CheckProfile(spec, context);
        foreach ((string field, string value) in s_handOver)
        {
            if (string.Equals(spec.String(field), value, StringComparison.OrdinalIgnoreCase))
            {
                spec.Warn(BindingDiagnostics.HostFirewall, spec.Value(field)!.Span, $"with `{field}: {value}` the node's own firewall has a say too");
            }
        }

        return basis with
        {
            DefaultEndpointToHostAction = ToHost(spec) ?? basis.DefaultEndpointToHostAction,
            FailsafeInboundHostPorts = Failsafes(spec, "failsafeInboundHostPorts") ?? basis.FailsafeInboundHostPorts,
            FailsafeOutboundHostPorts = Failsafes(spec, "failsafeOutboundHostPorts") ?? basis.FailsafeOutboundHostPorts,
            VxlanPort = Port(spec, "vxlanPort") ?? basis.VxlanPort,
            AllowVxlanPacketsFromWorkloads = Flag(spec, "allowVXLANPacketsFromWorkloads") ?? basis.AllowVxlanPacketsFromWorkloads,
            AllowIpipPacketsFromWorkloads = Flag(spec, "allowIPIPPacketsFromWorkloads") ?? basis.AllowIpipPacketsFromWorkloads,
            AllowsSourceSpoofing = spec.String("workloadSourceSpoofing") is { } spoofing ? spoofing == "Any" : basis.AllowsSourceSpoofing,
            Ipv6Support = Flag(spec, "ipv6Support") ?? basis.Ipv6Support,
            WireguardPort = Wireguard(spec) ?? basis.WireguardPort,
            NatOutgoingExcludesHosts = spec.String("natOutgoingExclusions") is { } exclusions ? exclusions == "IPPoolsAndHostIPs" : basis.NatOutgoingExcludesHosts,
            ExternalNodes = ExternalNodes(spec) ?? basis.ExternalNodes,
            Parameters = basis.Parameters.SetItems(FelixParameters.Of(spec.Node)),
            PreventsServiceLoops = spec.String("serviceLoopPrevention") is { } prevention ? prevention != "Disabled" : basis.PreventsServiceLoops,
        };
    }

    private static void CheckProfile(FieldReader spec, BindingContext context)
    {
        EnforcementProfile? said = spec.Boolean("bpfEnabled") ? EnforcementProfile.CalicoEbpf
            : spec.String("nftablesMode") == "Enabled" ? EnforcementProfile.CalicoNftables
            : null;
        if (said is not null && said != context.Profile && context.Profile != EnforcementProfile.Kubernetes)
        {
            context.Diagnostics.Add(
                BindingDiagnostics.ProfileDiffers, spec.Span, $"the cluster's agents enforce as `{said}`, and verdicts are given for `{context.Profile}`", $"choose the profile `{said}`");
        }
    }

    private static EndpointToHostAction? ToHost(FieldReader spec)
    {
        switch (spec.String("defaultEndpointToHostAction")?.ToUpperInvariant())
        {
            case null:
                return null;
            case "DROP":
                return EndpointToHostAction.Drop;
            case "ACCEPT":
                return EndpointToHostAction.Accept;
            case "RETURN":
                return EndpointToHostAction.Return;
            default:
                DocumentNode value = spec.Value("defaultEndpointToHostAction")!;
                spec.Error(BindingDiagnostics.InvalidValue, value.Span, $"`defaultEndpointToHostAction` is {(value is ScalarNode scalar ? $"`{scalar.Text}`" : value.Describe())}, expected `Drop`, `Accept` or `Return`");
                return null;
        }
    }

    private static ImmutableArray<FailsafePort>? Failsafes(FieldReader spec, string field)
    {
        if (!spec.Has(field))
        {
            return null;
        }

        ImmutableArray<FailsafePort>.Builder ports = ImmutableArray.CreateBuilder<FailsafePort>();
        foreach (FieldReader entry in spec.Objects(field))
        {
            string protocol = entry.String("protocol") ?? "TCP";
            if (!protocol.Equals("TCP", StringComparison.OrdinalIgnoreCase) && !protocol.Equals("UDP", StringComparison.OrdinalIgnoreCase))
            {
                entry.Error(BindingDiagnostics.InvalidValue, entry.Value("protocol")!.Span, $"`{entry.Path}.protocol` is `{protocol}`, expected `TCP` or `UDP`");
                continue;
            }

            IpPrefix? net = null;
            if (entry.String("net") is { Length: > 0 } text)
            {
                if (!IpPrefix.TryParse(text, out IpPrefix parsed))
                {
                    entry.Error(BindingDiagnostics.InvalidAddress, entry.Value("net")!.Span, $"`{entry.Path}.net` is `{text}`, expected an address block");
                    continue;
                }

                net = parsed;
            }

            if (Port(entry, "port") is { } port)
            {
                ports.Add(new FailsafePort(protocol.Equals("TCP", StringComparison.OrdinalIgnoreCase) ? Protocol.Tcp : Protocol.Udp, port, net));
            }
        }

        return ports.ToImmutable();
    }

    private static AddressSet? ExternalNodes(FieldReader spec)
    {
        if (!spec.Has("externalNodesList"))
        {
            return null;
        }

        var prefixes = new List<IpPrefix>();
        foreach (ScalarNode text in spec.Strings("externalNodesList"))
        {
            if (IpPrefix.TryParse(text.Text, out IpPrefix prefix))
            {
                prefixes.Add(prefix);
            }
            else
            {
                spec.Error(BindingDiagnostics.InvalidAddress, text.Span, $"`externalNodesList` has `{text.Text}`, expected an address block");
            }
        }

        return AddressSet.FromPrefixes(prefixes);
    }

    private static ushort? Wireguard(FieldReader spec) =>
        spec.Boolean("wireguardEnabled") | spec.Boolean("wireguardEnabledV6") ? Port(spec, "wireguardListeningPort") ?? WireguardPort : null;

    private static ushort? Port(FieldReader fields, string field) => (ushort?)fields.Integer(field, 1, ushort.MaxValue, BindingDiagnostics.InvalidPort);

    private static bool? Flag(FieldReader spec, string field) => spec.Has(field) ? spec.Boolean(field) : null;
}
