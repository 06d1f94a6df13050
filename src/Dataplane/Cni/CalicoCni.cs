using PolicyEngine.Dataplane.Addressing;
using PolicyEngine.Sets;

namespace PolicyEngine.Dataplane.Cni;

/// <summary>Calico's IPAM plugin: addresses for the pods of nodes, as annotations and configuration ask for them.</summary>
public sealed class CalicoCni
{
    private readonly CalicoIpam _ipam;
    private readonly CalicoCniConfig _config;

    /// <summary>A plugin over address assignment.</summary>
    public CalicoCni(CalicoIpam ipam, CalicoCniConfig? config = null)
    {
        ArgumentNullException.ThrowIfNull(ipam);
        _ipam = ipam;
        _config = config ?? CalicoCniConfig.Default;
    }

    /// <summary>Gives a pod its addresses: all that it needs, or none.</summary>
    public CalicoCniResult Add(CalicoCniRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (CniPlan.Read(request, _config, _ipam.Pools, out CniPlan plan) is { } error)
        {
            return CalicoCniResult.Failed(error);
        }

        // A virtual machine may have its addresses already, from a pod before this one.
        HashSet<IpAddress> kept = request.VirtualMachine is null ? [] : [.. _ipam.AddressesOf(HandleOf(request))];
        List<IpAddress> obtained = [];
        if (Obtain(request, plan, kept, obtained) is { } failure)
        {
            _ipam.Release(obtained.Where(address => !kept.Contains(address)), HandleOf(request));
            return CalicoCniResult.Failed(failure);
        }

        return new(
            [.. obtained],
            [.. plan.Floating.Select(external => new FloatingAddress(external, obtained.Find(address => address.Family == external.Family)))],
            plan.HardwareAddress,
            null);
    }

    /// <summary>Takes a pod's addresses back. Without any it succeeds as well, so that it can be repeated.</summary>
    public CniError? Delete(CalicoCniRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        IpamError? error = request.VirtualMachine is null || request.EndsVirtualMachine ? _ipam.ReleaseByHandle(HandleOf(request)) : null;
        return error is null or { Kind: IpamErrorKind.HandleNotFound } ? null : new(CniErrorKind.NoAddress, error.Message, error);
    }

    private CniError? Obtain(CalicoCniRequest request, CniPlan plan, HashSet<IpAddress> kept, List<IpAddress> obtained)
    {
        AddressAttributes attributes = new() { Node = request.Node, Namespace = request.Namespace, Pod = request.Pod, RequestedAt = _ipam.Now };
        if (plan.Addresses.IsEmpty)
        {
            return ObtainAny(request, plan, attributes, obtained);
        }

        foreach (IpAddress address in plan.Addresses)
        {
            IpamError? refused = plan.IsWithoutIpam || kept.Contains(address) ? null : _ipam.AssignAddress(request.Node, address, HandleOf(request), attributes: attributes);
            if (refused is not null)
            {
                return new(CniErrorKind.NoAddress, refused.Message, refused);
            }

            obtained.Add(address);
        }

        return null;
    }

    private CniError? ObtainAny(CalicoCniRequest request, CniPlan plan, AddressAttributes attributes, List<IpAddress> obtained)
    {
        AssignResult result = _ipam.Assign(new(request.Node)
        {
            V4Count = plan.WantsV4 ? 1 : 0,
            V6Count = plan.WantsV6 ? 1 : 0,
            V4Pools = plan.V4Pools,
            V6Pools = plan.V6Pools,
            Handle = HandleOf(request),
            Attributes = attributes,
            NamespaceLabels = request.NamespaceLabels,
            MaxPerHandle = request.VirtualMachine is null ? 0 : 1,
        });
        obtained.AddRange(result.V4.Addresses.Concat(result.V6.Addresses).Select(assigned => assigned.Address));
        bool isShort = result.V4.Addresses.Length < result.V4.Requested || result.V6.Addresses.Length < result.V6.Requested;
        return result.Error is null && !isShort ? null : new(CniErrorKind.NoAddress, result.Error?.Message ?? "no address is left", result.Error);
    }

    private string HandleOf(CalicoCniRequest request) => request.VirtualMachine is { } machine
        ? HandleNames.OfVirtualMachine(_config.Network, request.Namespace, machine)
        : HandleNames.OfPod(_config.Network, request.ContainerId);
}
