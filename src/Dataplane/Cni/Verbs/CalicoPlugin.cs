using System.Collections.Immutable;
using PolicyEngine.Dataplane.Addressing;
using PolicyEngine.Dataplane.Calico;
using PolicyEngine.Dataplane.Kernel;
using PolicyEngine.Dataplane.Topology;
using PolicyEngine.Sets;

namespace PolicyEngine.Dataplane.Cni.Verbs;

/// <summary>Calico's plugin: a pair of interfaces, single addresses of Calico's own assignment, and a gateway that every node answers for.</summary>
public sealed class CalicoPlugin : CniPlugin
{
    private const int UsualMtu = 1500;

    private readonly CalicoIpam _ipam;
    private readonly CalicoCni _addresses;

    /// <summary>A plugin over address assignment.</summary>
    public CalicoPlugin(CalicoIpam ipam, CalicoCniConfig? config = null)
    {
        ArgumentNullException.ThrowIfNull(ipam);
        (_ipam, _addresses) = (ipam, new CalicoCni(ipam, config));
    }

    /// <inheritdoc/>
    public override CniFailure? Status(string node) =>
        _ipam.Pools.Any(pool => !pool.Disabled) ? null : new CniFailure(CniFailure.NotAvailable, "no pool is enabled");

    private protected override CniFailure? Obtain(CniAttachment attachment, CniPod pod, out ImmutableArray<IpAddress> addresses)
    {
        CalicoCniResult result = _addresses.Add(RequestOf(attachment, pod));
        addresses = result.Addresses;
        return result.Error is { } error ? new CniFailure(CniFailure.NoAddress, error.Message) : null;
    }

    private protected override void GiveBack(CniAttachment attachment, CniPod pod) => _addresses.Delete(RequestOf(attachment, pod));

    private protected override CniResult ResultOf(CniAttachment attachment, ClusterPod pod)
    {
        NetworkStack stack = PodWiring.Inside(pod, new TunnelMtus(CalicoSettings.Default, new Encapsulations([.. _ipam.Pools]), UsualMtu).Pods);
        NetworkDevice device = stack.Devices.Single(candidate => candidate is VethDevice);
        return new CniResult(
            [new CniInterface(pod.HostInterface, MacAddress.CalicoHostSide, ""), new CniInterface(attachment.Interface, device.Mac, attachment.Container)],
            device.Addresses,
            [.. stack.Rules.SelectMany(rule => rule.Table.All)]);
    }

    private static CalicoCniRequest RequestOf(CniAttachment attachment, CniPod pod) => new(pod.Node, attachment.Container)
    {
        Namespace = pod.Namespace,
        Pod = pod.Name,
        PodAnnotations = pod.Annotations,
        NamespaceAnnotations = pod.NamespaceAnnotations,
        NamespaceLabels = pod.NamespaceLabels,
    };
}
