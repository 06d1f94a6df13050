using System.Globalization;
using PolicyEngine.Dataplane.Topology;
using PolicyEngine.Model;
using PolicyEngine.Sets;
using PolicyEngine.Text;

namespace PolicyEngine.Dataplane.Doctor.Checks;

/// <summary>Nodes whose packets get another source on the way to other nodes, where pods' packets are wrapped.</summary>
internal sealed class TranslationBetweenNodes() : NetworkCheck(
    "PE6520", Severity.Warning, "translation between nodes", "give the nodes addresses of one network, by a VPN if they are in several places")
{
    // The addresses of carriers' own networks (RFC 6598) are private as well, but may be between nodes without a translation.
    private static readonly IpPrefix s_shared = IpPrefix.Of(IpAddress.V4(0x6440_0000), 10);

    public override IEnumerable<Complaint> Examine(Examination cluster)
    {
        (ClusterNode Node, IpAddress Address)[] nodes = [.. cluster.Told.Nodes.Where(node => node.V4 is not null).Select(node => (node, node.V4!.Value.Address))];
        (ClusterNode Node, IpAddress Address)[] hidden = [.. nodes.Where(node => PrivateAddresses.Contain(node.Address))];
        return from pool in cluster.PodPools.Where(IsWrapped).Take(hidden.Length > 0 ? 1 : 0)
               from open in nodes.Where(node => !PrivateAddresses.Contain(node.Address) && !s_shared.Contains(node.Address)).Take(1)
               select new Complaint(
                   $"Node/{hidden[0].Node.Name}",
                   $"node `{hidden[0].Node.Name}` ({hidden[0].Address}){Others(hidden.Length)} a private address and node `{open.Node.Name}` ({open.Address}) a public one: packets between them are translated, and nodes take wrapped ones from addresses of nodes alone");
    }

    private static bool IsWrapped(Addressing.AddressPool pool) =>
        !pool.Disabled && pool.Cidr.Family == IpFamily.V4 && (pool.Ipip != EncapsulationMode.Never || pool.Vxlan != EncapsulationMode.Never);

    private static string Others(int count) => count == 1 ? " has" : string.Create(CultureInfo.InvariantCulture, $" and {count - 1} more have");
}
