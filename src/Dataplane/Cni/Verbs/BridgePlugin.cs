using System.Collections.Immutable;
using PolicyEngine.Dataplane.Kernel;
using PolicyEngine.Dataplane.Topology;
using PolicyEngine.Sets;

namespace PolicyEngine.Dataplane.Cni.Verbs;

/// <summary>The bridge plugin of one node with host-local addresses, as Flannel has it called.</summary>
/// <param name="self">The node.</param>
/// <param name="subnet">The node's subnet.</param>
/// <param name="network">The network of all nodes.</param>
/// <param name="addresses">The addresses of the subnet.</param>
public sealed class BridgePlugin(string self, IpPrefix subnet, IpPrefix network, HostLocalIpam addresses) : CniPlugin
{
    private const string Bridge = "cni0";

    private IpAddress Gateway => subnet.AddressAt(UInt128.One);

    /// <inheritdoc/>
    public override CniFailure? Status(string node) =>
        node == self ? null : new CniFailure(CniFailure.NotAvailable, $"this is the plugin of {self}");

    private protected override CniFailure? Obtain(CniAttachment attachment, CniPod pod, out ImmutableArray<IpAddress> given)
    {
        HostLocalResult result = addresses.Add(attachment);
        given = [.. result.Addresses.Select(address => address.Address)];
        return result.Error is { } error ? new CniFailure(CniFailure.NoAddress, error.Message) : null;
    }

    private protected override void GiveBack(CniAttachment attachment, CniPod pod) => addresses.Release(attachment);

    private protected override CniResult ResultOf(CniAttachment attachment, ClusterPod pod) => new(
        [new CniInterface(Bridge, StableMac.Of($"{self} {Bridge}"), ""), new CniInterface(attachment.Interface, StableMac.Of(pod.Stack), attachment.Container)],
        [.. pod.Addresses.Select(address => new InterfaceAddress(address, subnet.Length))],
        [
            new Route(IpPrefix.Of(Gateway, 0)) { Gateway = Gateway, Device = attachment.Interface },
            new Route(network) { Gateway = Gateway, Device = attachment.Interface },
        ]);
}
