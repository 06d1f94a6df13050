using System.Collections.Immutable;
using PolicyEngine.Dataplane.Addressing;
using PolicyEngine.Sets;

namespace PolicyEngine.Dataplane.Cni;

/// <summary>Pools as annotations and configurations tell them: by name, or by range.</summary>
internal sealed class PoolNames(IReadOnlyCollection<AddressPool> pools)
{
    /// <summary>The ranges of the pools of one family that the annotation names, or else the configuration.</summary>
    public CniError? Read(CniAnnotations annotations, string name, ImmutableArray<string> configured, IpFamily family, out ImmutableArray<IpPrefix> ranges)
    {
        ranges = [];
        if (annotations.ReadList(name, out List<string>? listed) is { } error)
        {
            return error;
        }

        foreach (string text in listed ?? [.. configured])
        {
            if (RangeOf(text) is not { } range)
            {
                return new(CniErrorKind.PoolNotFound, $"pool `{text}` does not exist");
            }

            if (range.Family != family)
            {
                return new(CniErrorKind.PoolFamilyMismatch, $"pool `{text}` is of the other family");
            }

            ranges = ranges.Add(range);
        }

        return null;
    }

    // A range goes on as it is: address assignment knows best whether it is a pool that is enabled.
    private IpPrefix? RangeOf(string text) =>
        IpPrefix.TryParse(text, out IpPrefix range) ? range : pools.FirstOrDefault(pool => pool.Name == text)?.Cidr;
}
