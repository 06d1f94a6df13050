using PolicyEngine.Dataplane.Addressing.Records;
using PolicyEngine.Selectors;
using PolicyEngine.Sets;

namespace PolicyEngine.Dataplane.Addressing;

public sealed partial class CalicoIpam
{
    /// <summary>The pools, in the order of their names.</summary>
    public IReadOnlyCollection<AddressPool> Pools => _pools.All;

    /// <summary>Adds a pool or replaces the one of its name.</summary>
    /// <returns>The rule it breaks, in which case nothing changed; null if none.</returns>
    public IpamError? PutPool(AddressPool pool)
    {
        ArgumentNullException.ThrowIfNull(pool);
        IpamError? error = PoolRules.Check(pool, _pools.All, _store.BlocksIn(pool.Cidr));
        if (error is null)
        {
            _pools.Put(pool);
        }

        return error;
    }

    /// <summary>
    /// Deletes a pool: it hands out nothing any more, its empty blocks go and its others stay without an owner, so that their
    /// addresses are in use until they are given back.
    /// </summary>
    public IpamError? RemovePool(string name)
    {
        if (_pools.Named(name) is not { } pool)
        {
            return new(IpamErrorKind.PoolNotFound, $"pool {name} does not exist");
        }

        _pools.Put(pool with { Disabled = true });
        IpamError? error = ReleasePoolAffinities(name);
        if (error is null)
        {
            _pools.Remove(name);
        }

        return error;
    }

    private async Operation<(PoolChoice? Choice, IpamError? Error)> Choose(AssignRequest request, IpFamily family)
    {
        bool isVirtual = request.Use == AddressUses.LoadBalancer;
        LabelSet? labels = null;
        if (!isVirtual && !_nodes.TryGetValue(request.Node, out labels))
        {
            return (null, new(IpamErrorKind.NodeNotFound, $"node {request.Node} does not exist"));
        }

        if (_pools.For(request, family, labels, out List<AddressPool> pools) is { } error)
        {
            return (null, error);
        }

        pools.RemoveAll(pool => !pool.AllowedUses.HasFlag(request.Use));
        if (pools.Count == 0)
        {
            return (null, new(IpamErrorKind.NoUsablePool, $"no pool serves node {request.Node} for the use {request.Use}"));
        }

        AffinityOwner owner = isVirtual ? AffinityOwner.LoadBalancer : new(request.Node);
        List<BlockAffinity> usable = [];
        foreach (BlockAffinity affinity in _store.AffinitiesOf(owner).Where(affinity => affinity.Cidr.Family == family))
        {
            bool isReleased = await ReleaseIfUnselected(affinity.Owner, affinity.Cidr);
            if (!isReleased && _pools.Of(affinity.Cidr.First) is { } pool && pools.Contains(pool))
            {
                usable.Add(affinity);
            }
        }

        return (new PoolChoice(owner, pools, usable, request.Reservation), null);
    }

    // The pool may have stopped selecting the node while the block was in use.
    private async Operation<bool> ReleaseIfUnselected(AffinityOwner? owner, IpPrefix cidr) =>
        owner is { IsVirtual: false }
        && _nodes.TryGetValue(owner.Name, out LabelSet? labels)
        && _pools.Of(cidr.First) is { } pool && !pool.NodeSelector.Matches(labels)
        && _store.Block(cidr) is { IsEmpty: true }
        && await _claims.Release(owner, cidr, mustBeEmpty: true) is null;
}
