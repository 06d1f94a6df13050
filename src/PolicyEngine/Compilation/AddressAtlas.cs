using System.Numerics;
using PolicyEngine.Sets;

namespace PolicyEngine.Compilation;

/// <summary>Leads every address to its class and, where one holds it, to its endpoint, by binary search.</summary>
internal sealed class AddressAtlas(AtlasPlane<uint> v4, AtlasPlane<AddressBits> v6)
{
    public (int Class, int Endpoint) Find(IpAddress address) =>
        address.Family == IpFamily.V4 ? v4.Find((uint)address.Value.Low) : v6.Find(address.Value);

    /// <summary>The ranges of one family that no rule tells apart, in order, with the endpoint each belongs to or -1.</summary>
    public AtlasPlane<uint> V4 => v4;

    public AtlasPlane<AddressBits> V6 => v6;
}

/// <summary>One family of the atlas: ranges by their first address. INVARIANT: the first range starts at zero.</summary>
internal sealed class AtlasPlane<T>(T[] starts, int[] classes, int[] endpoints)
    where T : struct, IComparable<T>, IComparisonOperators<T, T, bool>, IIncrementOperators<T>, IDecrementOperators<T>, IMinMaxValue<T>
{
    public int Count => starts.Length;

    public (int Class, int Endpoint) Find(T address)
    {
        int index = starts.AsSpan().BinarySearch(address);
        int range = index >= 0 ? index : ~index - 1;
        return (classes[range], endpoints[range]);
    }

    public (Interval<T> Range, int Class, int Endpoint) Range(int index)
    {
        T last = T.MaxValue;
        if (index + 1 < starts.Length)
        {
            last = starts[index + 1];
            last--;
        }

        return (new Interval<T>(starts[index], last), classes[index], endpoints[index]);
    }
}
