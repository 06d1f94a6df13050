using PolicyEngine.Dataplane.Addressing;
using PolicyEngine.Dataplane.Bgp;
using PolicyEngine.Dataplane.Calico;
using PolicyEngine.Dataplane.Flannel;
using PolicyEngine.Dataplane.Services;
using PolicyEngine.Dataplane.Terway;
using PolicyEngine.Dataplane.Topology;
using PolicyEngine.Sets;
using PolicyEngine.Text;

namespace PolicyEngine.Dataplane.Datastore.Reading;

/// <summary>What documents say, as it is gathered from them one by one. Of two that speak of one thing the later counts.</summary>
internal sealed class DatastoreContents(CalicoSettings settings)
{
    public List<Diagnostic> Diagnostics { get; } = [];

    public SortedDictionary<string, ClusterNode> Nodes { get; } = new(StringComparer.Ordinal);

    public SortedDictionary<string, AddressPool> Pools { get; } = new(StringComparer.Ordinal);

    public SortedDictionary<string, BgpPeer> BgpPeers { get; } = new(StringComparer.Ordinal);

    /// <summary>What the cluster's BGPConfiguration says; without fields where there is none.</summary>
    public Fields BgpSpec { get; set; }

    public BgpConfiguration Bgp { get; set; } = BgpConfiguration.Default;

    /// <summary>Calico's version as a ClusterInformation tells it; null where none does.</summary>
    public string? CalicoVersion { get; set; }

    public CalicoSettings Settings { get; set; } = settings;

    /// <summary>What each FelixConfiguration says, by its name; merged once all are known.</summary>
    public SortedDictionary<string, Fields> Felix { get; } = new(StringComparer.Ordinal);

    public IpamConfig? IpamConfig { get; set; }

    public Dictionary<IpPrefix, StoredBlock> Blocks { get; } = [];

    public SortedDictionary<string, StoredAffinity> Affinities { get; } = new(StringComparer.Ordinal);

    public SortedDictionary<string, StoredHandle> Handles { get; } = new(StringComparer.Ordinal);

    public List<IpPrefix> Reserved { get; } = [];

    public Dictionary<string, FamilyPort[]> Services { get; } = new(StringComparer.Ordinal);

    public SortedDictionary<string, BackendList> Slices { get; } = new(StringComparer.Ordinal);

    public SortedDictionary<string, BackendList[]> Endpoints { get; } = new(StringComparer.Ordinal);

    public ProxySettings Proxy { get; set; } = new();

    /// <summary>Flannel's configuration, or why it cannot be read; null where there is none.</summary>
    public FlannelResult<FlannelConfig>? Flannel { get; set; }

    /// <summary>Where Flannel's configuration is written.</summary>
    public SourceSpan FlannelSpan { get; set; } = SourceSpan.None;

    /// <summary>Whether Flannel's daemons masquerade (<c>--ip-masq</c>); null where that is not told.</summary>
    public bool? FlannelMasquerades { get; set; }

    /// <summary>What Flannel's CNI plugin says of it to the bridge plugin; null where it says nothing, and that does what the daemons do not.</summary>
    public bool? BridgeMasquerades { get; set; }

    /// <summary>How Terway is set up, but for the way that follows from what it chooses by; null where nothing of it is in it.</summary>
    public TerwaySettings? Terway { get; set; }

    public TerwayChoice TerwayChoice { get; set; } = new(TerwayIpType.EniMultiIp);

    public int? PodMtu { get; set; }

    /// <summary>Whether anything in it is Calico's network.</summary>
    public bool HasCalico { get; set; }

    /// <summary>Whether anything in it is Flannel's: its configuration, its daemons, its annotations of nodes.</summary>
    public bool HasFlannel { get; set; }

    /// <summary>Whether Calico and Flannel are installed as one.</summary>
    public bool HasCanal { get; set; }

    /// <summary>Whether Calico's agents run, whoever connects the pods: its daemons, or any resource that they read.</summary>
    public bool HasFelix { get; set; }

    /// <summary>Whether anything in it is about BGP.</summary>
    public bool HasBgp { get; set; }

    /// <summary>Whether anything in it tells who connects the pods. Calico's agents and policies do not: they are added to networks of others too.</summary>
    public bool TellsProvider => HasCalico || HasBgp || HasFlannel || HasCanal || Terway is not null;

    /// <summary>Who installs the routes between nodes.</summary>
    public RouteOwners RouteOwners =>
        new(CalicoVersion, ClusterRouteWords.Peek(Felix.GetValueOrDefault(FelixReader.Everywhere)), ClusterRouteWords.Peek(BgpSpec));

    /// <summary>Where each object is written, by <c>Kind/name</c> or <c>Kind/namespace/name</c>.</summary>
    public Dictionary<string, SourceSpan> Places { get; } = new(StringComparer.Ordinal);

    public ClusterNode Node(string name) => Nodes.GetValueOrDefault(name) ?? new ClusterNode(name);
}
