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

    /// <summary>A table of entries one by one: of neighbours with one address the last counts, of entries for one Ethernet address the first.</summary>
    public static LinkTable Of(IEnumerable<Neighbour> neighbours, IEnumerable<FdbEntry> forwarding) => new ListedLinks(neighbours, forwarding);

    private sealed class ListedLinks : LinkTable
    {
        private readonly Dictionary<(string, IpAddress), Neighbour> _neighbours = [];
        private readonly Dictionary<(string, MacAddress), FdbEntry> _forwarding = [];

        public ListedLinks(IEnumerable<Neighbour> neighbours, IEnumerable<FdbEntry> forwarding)
        {
            foreach (Neighbour neighbour in neighbours)
            {
                _neighbours[(neighbour.Device, neighbour.Address)] = neighbour;
            }

            // Further machines for one Ethernet address get copies, which they drop as they do not have it.
            foreach (FdbEntry entry in forwarding)
            {
                _forwarding.TryAdd((entry.Device, entry.Mac), entry);
            }
        }

        public override IEnumerable<Neighbour> Neighbours => _neighbours.Values;

        public override IEnumerable<FdbEntry> Forwarding => _forwarding.Values;

        public override Neighbour? Neighbour(string device, IpAddress address) => _neighbours.GetValueOrDefault((device, address));

        public override FdbEntry? Entry(string device, MacAddress mac) => _forwarding.GetValueOrDefault((device, mac));
    }
}
