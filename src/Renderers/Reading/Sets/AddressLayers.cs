using System.Collections.Immutable;
using PolicyEngine.Sets;

namespace PolicyEngine.Renderers.Reading;

/// <summary>Puts blocks and exceptions together: of the blocks an address lies in, the smallest decides.</summary>
internal static class AddressLayers
{
    public static AddressSet Fold(ImmutableArray<SetElement> elements)
    {
        if (!elements.Any(element => element.IsException))
        {
            return Union(elements);
        }

        AddressSet all = AddressSet.Empty;
        foreach (IGrouping<UInt128, SetElement> layer in elements.GroupBy(Width).OrderByDescending(layer => layer.Key))
        {
            all = all.Union(Union(layer.Where(element => !element.IsException)));
            all = all.Subtract(Union(layer.Where(element => element.IsException)));
        }

        return all;
    }

    private static AddressSet Union(IEnumerable<SetElement> elements)
    {
        AddressValue[] values = [.. elements.Select(element => element.Values[0]).OfType<AddressValue>()];
        return AddressSet.Of(
            IntervalSet<uint>.FromIntervals(values.Where(value => value.Low.Family == IpFamily.V4)
                .Select(value => new Interval<uint>((uint)value.Low.Value.Low, (uint)value.High.Value.Low))),
            IntervalSet<AddressBits>.FromIntervals(values.Where(value => value.Low.Family == IpFamily.V6)
                .Select(value => new Interval<AddressBits>(value.Low.Value, value.High.Value))));
    }

    private static UInt128 Width(SetElement element) =>
        element.Values[0] is AddressValue value ? (UInt128)value.High.Value - (UInt128)value.Low.Value : 0;
}
