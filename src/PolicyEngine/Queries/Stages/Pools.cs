using System.Collections.Immutable;
using PolicyEngine.Compilation;
using PolicyEngine.Model;
using PolicyEngine.Sets;

namespace PolicyEngine.Queries.Stages;

/// <summary>Tells what the pools of addresses mean for packets of pods between nodes.</summary>
internal sealed class Pools(PolicyModel model, NodeIndex nodes)
{
    private readonly Lazy<ImmutableArray<IpAddress>> _forTunnels = new(() =>
    {
        HashSet<IpAddress> taken = [.. model.Endpoints.SelectMany(endpoint => endpoint.Addresses), .. nodes.Addresses];
        return [.. model.IpPools.Where(Wraps).Select(pool => LastFree(pool.Cidr, taken)).OfType<IpAddress>().Distinct()];
    });

    /// <summary>Whether any packets of its pods are wrapped.</summary>
    public static bool Wraps(IpPool pool) => pool.Ipip != EncapsulationMode.Never || pool.Vxlan != EncapsulationMode.Never;

    /// <summary>Addresses that stand for those of tunnels that the input does not tell: one of each pool that wraps packets.</summary>
    public IEnumerable<IpAddress> ForTunnels(IpFamily family) => _forTunnels.Value.Where(address => address.Family == family);

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

    /// <summary>Whether packets between a node and a pod of another are wrapped.</summary>
    /// <param name="pod">The pod.</param>
    /// <param name="one">One of the nodes; empty where the input does not give it.</param>
    /// <param name="other">The other node.</param>
    public Certainty IsEncapsulated(in Party pod, string one, string other)
    {
        if (pod.Address is not { } address || Of(address) is not { } pool)
        {
            return Certainty.Maybe;
        }

        return (pool.Ipip > pool.Vxlan ? pool.Ipip : pool.Vxlan) switch
        {
            EncapsulationMode.Always => Certainty.Yes,
            EncapsulationMode.Never => Certainty.No,
            _ => IsInOtherSubnet(nodes.Find(one), nodes.Find(other), pod.Family),
        };
    }

    private static Certainty IsInOtherSubnet(Node? one, Node? other, IpFamily family)
    {
        if (one is null || other is null)
        {
            return Certainty.Maybe;
        }

        (Node from, Node to) = one.Subnets.Any(subnet => subnet.Family == family) ? (one, other) : (other, one);
        IpPrefix[] subnets = [.. from.Subnets.Where(subnet => subnet.Family == family)];
        return subnets.Length == 0 || to.AddressIn(family) is null ? Certainty.Maybe
            : subnets.Any(subnet => to.Addresses.Any(subnet.Contains)) ? Certainty.No
            : Certainty.Yes;
    }

    /// <summary>
    /// Whether packets of a pod show the address of its node to what is no pod (<c>natOutgoing</c>).
    /// </summary>
    /// <param name="pod">The pod.</param>
    /// <param name="to">The address they are sent to; null where it is not known.</param>
    public Certainty IsTranslated(in Party pod, IpAddress? to)
    {
        if (to is { } address && Of(address) is not null)
        {
            return Certainty.No;
        }

        return pod.Address is { } own && Of(own) is { } pool ? (pool.NatOutgoing ? Certainty.Yes : Certainty.No) : Certainty.Maybe;
    }

    private static IpAddress? LastFree(IpPrefix range, HashSet<IpAddress> taken)
    {
        IpAddress address = range.Last;
        while (taken.Contains(address))
        {
            if (address == range.First)
            {
                return null;
            }

            address = address.Family == IpFamily.V4 ? IpAddress.V4((uint)address.Value.Low - 1) : IpAddress.V6((UInt128)address.Value - 1);
        }

        return address;
    }
}
