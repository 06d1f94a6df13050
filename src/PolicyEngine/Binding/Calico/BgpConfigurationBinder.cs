using PolicyEngine.Documents;
using PolicyEngine.Sets;

namespace PolicyEngine.Binding.Calico;

/// <summary>Reads from BGPConfigurations the addresses that are routed to the cluster for its services.</summary>
internal static class BgpConfigurationBinder
{
    public static AddressSet BindServiceAddresses(MappingNode root, BindingContext context)
    {
        FieldReader spec = new FieldReader(root, context, new FaultCell()).ObjectOrEmpty("spec");
        var prefixes = new List<IpPrefix>();
        foreach (string field in (ReadOnlySpan<string>)["serviceClusterIPs", "serviceExternalIPs", "serviceLoadBalancerIPs"])
        {
            foreach (FieldReader entry in spec.Objects(field))
            {
                string text = entry.String("cidr") ?? "";
                if (IpPrefix.TryParse(text, out IpPrefix prefix))
                {
                    prefixes.Add(prefix);
                }
                else
                {
                    entry.Error(BindingDiagnostics.InvalidAddress, entry.Span, $"`{entry.Path}.cidr` is `{text}`, expected an address block");
                }
            }
        }

        return AddressSet.FromPrefixes(prefixes);
    }
}
