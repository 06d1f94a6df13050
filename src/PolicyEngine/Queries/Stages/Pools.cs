using PolicyEngine.Compilation;
using PolicyEngine.Model;
using PolicyEngine.Sets;

namespace PolicyEngine.Queries.Stages;

/// <summary>Tells what the pools of addresses mean for packets of pods between nodes.</summary>
internal sealed class Pools(PolicyModel model)
{
    /// <summary>The smallest pool that holds an address.</summary>
    public IpPool? Of(IpAddress address)
    {
        IpPool? found = null;
        foreach (IpPool pool in model.IpPools)
        {
            if (pool.Cidr.Contains(address) && (found is null || pool.Cidr.Length > found.Cidr.Length))
            {
                found = pool;
            }
        }

        return found;
    }

    /// <summary>Whether packets to the pod are wrapped between nodes.</summary>
    public Certainty IsEncapsulated(in Party pod)
    {
        if (pod.Address is not { } address || Of(address) is not { } pool)
        {
            return Certainty.Maybe;
        }

        return (pool.Ipip > pool.Vxlan ? pool.Ipip : pool.Vxlan) switch
        {
            EncapsulationMode.Always => Certainty.Yes,
            EncapsulationMode.Never => Certainty.No,
            _ => Certainty.Maybe,
        };
    }

    /// <summary>
    /// Whether packets of a pod show the address of its own node to a host of another (<c>natOutgoing</c>).
    /// </summary>
    /// <param name="pod">The pod.</param>
    /// <param name="felix">The settings of its node, which count.</param>
    /// <param name="host">The address of the host; null where it is not known.</param>
    public Certainty IsTranslated(in Party pod, FelixConfiguration felix, IpAddress? host)
    {
        if (felix.NatOutgoingExcludesHosts || (host is { } to && Of(to) is not null))
        {
            return Certainty.No;
        }

        return pod.Address is { } address && Of(address) is { } pool ? (pool.NatOutgoing ? Certainty.Yes : Certainty.No) : Certainty.Maybe;
    }
}
