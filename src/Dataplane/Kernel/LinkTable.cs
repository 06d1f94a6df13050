using PolicyEngine.Sets;

namespace PolicyEngine.Dataplane.Kernel;

/// <summary>What a stack knows of its links without asking: neighbours, and the machines behind the frames of a VXLAN.</summary>
public abstract class LinkTable
{
    /// <summary>A table that knows nothing.</summary>
    public static LinkTable Empty { get; } = Of([], []);

    /// <summary>All neighbours.</summary>
    public abstract IEnumerable<Neighbour> Neighbours { get; }

    /// <summary>All forwarding entries.</summary>
    public abstract IEnumerable<FdbEntry> Forwarding { get; }

    /// <summary>The neighbour with an address; null where none is known.</summary>
    public abstract Neighbour? Neighbour(string device, IpAddress address);

    /// <summary>The machine behind an Ethernet address; null where none is known.</summary>
    public abstract FdbEntry? Entry(string device, MacAddress mac);

    /// <summary>A table of entries one by one.</summary>
    public static LinkTable Of(IEnumerable<Neighbour> neighbours, IEnumerable<FdbEntry> forwarding) => new ListedLinks(neighbours, forwarding);

    private sealed class ListedLinks(IEnumerable<Neighbour> neighbours, IEnumerable<FdbEntry> forwarding) : LinkTable
    {
        private readonly Dictionary<(string, IpAddress), Neighbour> _neighbours = Last(neighbours, neighbour => (neighbour.Device, neighbour.Address));
        private readonly Dictionary<(string, MacAddress), FdbEntry> _forwarding = Last(forwarding, entry => (entry.Device, entry.Mac));

        public override IEnumerable<Neighbour> Neighbours => _neighbours.Values;

        public override IEnumerable<FdbEntry> Forwarding => _forwarding.Values;

        public override Neighbour? Neighbour(string device, IpAddress address) => _neighbours.GetValueOrDefault((device, address));

        public override FdbEntry? Entry(string device, MacAddress mac) => _forwarding.GetValueOrDefault((device, mac));

        private static Dictionary<TKey, T> Last<TKey, T>(IEnumerable<T> items, Func<T, TKey> keyOf)
            where TKey : notnull
        {
            Dictionary<TKey, T> byKey = [];
            foreach (T item in items)
            {
                byKey[keyOf(item)] = item;
            }

            return byKey;
        }
    }
}
