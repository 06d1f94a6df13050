using PolicyEngine.Sets;

namespace PolicyEngine.Compilation;

/// <summary>Numbered address sets of both families: leads every address to the sets that hold it.</summary>
internal sealed class SetAtlas(SetPlane<uint> v4, SetPlane<AddressBits> v6)
{
    public SetPlane<uint> V4 => v4;

    public SetPlane<AddressBits> V6 => v6;

    /// <summary>No sets.</summary>
    public static SetAtlas Empty { get; } = Of([]);

    public static SetAtlas Of(IReadOnlyCollection<AddressSet> sets) =>
        new(SetPlane<uint>.Of(sets.Select(set => set.V4)), SetPlane<AddressBits>.Of(sets.Select(set => set.V6)));

    /// <summary>The place of the contents at an address, among those of its family.</summary>
    public int Find(IpAddress address) => address.Family == IpFamily.V4 ? v4.Find((uint)address.Value.Low) : v6.Find(address.Value);

    /// <summary>The numbers of the sets, ascending.</summary>
    public ReadOnlySpan<int> Contents(IpFamily family, int place) => family == IpFamily.V4 ? v4.Contents(place) : v6.Contents(place);
}
