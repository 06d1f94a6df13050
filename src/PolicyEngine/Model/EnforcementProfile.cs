namespace PolicyEngine.Model;

/// <summary>
/// What an implementation makes of policy where the APIs leave it a choice or it departs from them. The same documents
/// mean different things under different profiles; an answer says which one it was given under.
/// </summary>
public sealed record EnforcementProfile
{
    private EnforcementProfile(string name) => Name = name;

    /// <summary>Calico with the iptables dataplane; the default.</summary>
    public static EnforcementProfile CalicoIptables { get; } = new("calico-iptables");

    /// <summary>Calico with the nftables dataplane: the same verdicts as with iptables.</summary>
    public static EnforcementProfile CalicoNftables { get; } = new("calico-nftables");

    /// <summary>Calico with the eBPF dataplane.</summary>
    public static EnforcementProfile CalicoEbpf { get; } = new("calico-ebpf") { PassEndsProfiles = true, LosesProtocolNames = true, AllowsForwardingWithoutVerdict = true, KeepsSourcesAtNodePorts = true };

    /// <summary>
    /// Calico with the iptables dataplane and, beside every pod, the proxy of its application-layer policy, which sees the
    /// methods and paths of HTTP requests.
    /// </summary>
    public static EnforcementProfile CalicoApplicationLayer { get; } = new("calico-application-layer") { EnforcesHttp = true };

    /// <summary>
    /// As Calico with the iptables dataplane where policies are Calico's, but blocks of addresses are about what lies outside
    /// the cluster, and match neither pods nor nodes (as with Cilium); <c>nodes</c> and <c>domainNames</c> peers of cluster
    /// policies mean what the Kubernetes APIs say.
    /// </summary>
    public static EnforcementProfile ExternalBlocks { get; } = new("external-blocks") { BlocksAreOutside = true, MatchesNodesAndDomains = true };

    /// <summary>What the Kubernetes APIs promise of any implementation; what they leave open is unknown or ambiguous.</summary>
    public static EnforcementProfile Kubernetes { get; } = new("kubernetes") { MatchesNodesAndDomains = true, NamespacePeersArePods = true, TiesAreOpen = true, LetsPodsEncapsulate = true, LeavesUndefinedOpen = true };

    /// <summary>All profiles.</summary>
    public static IReadOnlyList<EnforcementProfile> All { get; } = [CalicoIptables, CalicoNftables, CalicoEbpf, CalicoApplicationLayer, ExternalBlocks, Kubernetes];

    /// <summary>The name by which command line and configuration choose it, such as <c>calico-iptables</c>.</summary>
    public string Name { get; }

    /// <summary>Whether peers of cluster policies may be nodes and domain names. Calico cannot convert such rules and fails them.</summary>
    internal bool MatchesNodesAndDomains { get; private init; }

    /// <summary>Whether the <c>namespaces</c> peers of cluster policies are pods only. Calico's match network sets too.</summary>
    internal bool NamespacePeersArePods { get; private init; }

    /// <summary>Whether policies of equal priority in a tier may be consulted in any order. Calico goes by name.</summary>
    internal bool TiesAreOpen { get; private init; }

    /// <summary>
    /// Whether it is open what NetworkPolicies make of protocols other than TCP, UDP and SCTP, of pods on their node's network,
    /// and of addresses that services translate. Calico judges such protocols like any, such pods as their node, and by the
    /// addresses of backends.
    /// </summary>
    internal bool LeavesUndefinedOpen { get; private init; }

    /// <summary>Whether Pass in a profile's rules denies. With iptables and nftables it goes on to the next profile.</summary>
    internal bool PassEndsProfiles { get; private init; }

    /// <summary>Whether the protocol names ICMPv6 and UDPLite match nothing. Their numbers do, everywhere.</summary>
    internal bool LosesProtocolNames { get; private init; }

    /// <summary>Whether forwarded traffic that no policy of a host endpoint decides passes. Elsewhere the node's own firewall decides.</summary>
    internal bool AllowsForwardingWithoutVerdict { get; private init; }

    /// <summary>Whether what enters by the port of a node shows its own source to backends of other nodes.</summary>
    internal bool KeepsSourcesAtNodePorts { get; private init; }

    /// <summary>Whether pods may send encapsulated packets. Felix drops them unless it is told not to.</summary>
    internal bool LetsPodsEncapsulate { get; private init; }

    /// <summary>Whether requests that a rule's <c>http</c> does not ask for are refused. Packet filters do not see them.</summary>
    internal bool EnforcesHttp { get; private init; }

    /// <summary>Whether blocks of addresses match neither pods nor nodes. Elsewhere they match whatever has such an address.</summary>
    internal bool BlocksAreOutside { get; private init; }

    /// <summary>The <see cref="Name"/>.</summary>
    public override string ToString() => Name;
}
