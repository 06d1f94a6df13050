using PolicyEngine.Text;

namespace PolicyEngine.Binding;

/// <summary>The diagnostics of turning documents into the model. Codes are stable and never reused.</summary>
internal static class BindingDiagnostics
{
    public static readonly DiagnosticDescriptor UnknownField = new(
        "PE3001", Severity.Error, "unknown field", "correct the spelling or the indentation; the API server refuses or drops the field");

    public static readonly DiagnosticDescriptor WrongType = new(
        "PE3002", Severity.Error, "wrong type", "write a value of the expected type");

    public static readonly DiagnosticDescriptor MissingField = new(
        "PE3003", Severity.Error, "missing field", "add the field");

    public static readonly DiagnosticDescriptor InvalidValue = new(
        "PE3004", Severity.Error, "value not allowed", "use one of the allowed values");

    public static readonly DiagnosticDescriptor InvalidPort = new(
        "PE3005", Severity.Error, "invalid port", "ports are 1 to 65535, and a range goes from the lower to the higher");

    public static readonly DiagnosticDescriptor InvalidAddress = new(
        "PE3006", Severity.Error, "invalid address", "write an address block such as `10.0.0.0/8` or `2001:db8::/32`");

    public static readonly DiagnosticDescriptor HostBits = new(
        "PE3007", Severity.Warning, "address block with host bits", "write the network's first address; the host bits are ignored");

    public static readonly DiagnosticDescriptor InvalidPeer = new(
        "PE3008", Severity.Error, "invalid peer", "say in one way who the peer is");

    public static readonly DiagnosticDescriptor InvalidLabelSelector = new(
        "PE3009", Severity.Error, "invalid label selector", "`In` and `NotIn` need values, `Exists` and `DoesNotExist` forbid them");

    public static readonly DiagnosticDescriptor InvalidSelector = new(
        "PE2001", Severity.Error, "invalid selector expression", "correct the expression; the whole policy would be refused");

    public static readonly DiagnosticDescriptor DuplicateObject = new(
        "PE3010", Severity.Error, "object given twice", "keep one of them; the later one is used");

    public static readonly DiagnosticDescriptor UnknownTier = new(
        "PE3011", Severity.Warning, "tier not declared", "add the Tier to the input; until then its policies come after all declared tiers");

    public static readonly DiagnosticDescriptor UnknownProfile = new(
        "PE3012", Severity.Warning, "profile not declared", "add the Profile to the input; until then it drops everything");

    public static readonly DiagnosticDescriptor UnsupportedKind = new(
        "PE3013", Severity.Warning, "policy kind not understood", "verdicts it could change are reported as unknown");

    public static readonly DiagnosticDescriptor UnsupportedField = new(
        "PE3014", Severity.Warning, "field packet filters do not enforce", "do not rely on it without the proxy that enforces it");

    public static readonly DiagnosticDescriptor NotAnObject = new(
        "PE3015", Severity.Warning, "document without kind", "give the document `apiVersion` and `kind`");

    public static readonly DiagnosticDescriptor InvalidName = new(
        "PE3016", Severity.Error, "invalid name", "names are lower-case letters, digits, `-` and `.`, and begin and end with a letter or digit");

    public static readonly DiagnosticDescriptor InvalidLabel = new(
        "PE3017", Severity.Error, "invalid label", "label keys and values are strings; quote values such as `\"1\"` or `\"yes\"`");

    public static readonly DiagnosticDescriptor InertRules = new(
        "PE3018", Severity.Warning, "rules without effect", "add the direction to the policy's types, or remove the rules");

    public static readonly DiagnosticDescriptor UnrelatedKind = new(
        "PE3019", Severity.Warning, "kind has no effect here", "the object is passed over");

    public static readonly DiagnosticDescriptor FailedRule = new(
        "PE3020", Severity.Warning, "rule the implementation cannot apply", "write the peer in a way that the implementation knows, or choose another enforcement profile");

    public static readonly DiagnosticDescriptor ServiceWithoutNamespace = new(
        "PE3021", Severity.Warning, "service without namespace", "give the service's namespace; Calico does not take the policy's own");

    public static readonly DiagnosticDescriptor IgnoredObject = new(
        "PE3022", Severity.Warning, "object the implementation ignores", "write it in a way that Calico's agent accepts");

    public static readonly DiagnosticDescriptor HostFirewall = new(
        "PE3023", Severity.Warning, "the node's own firewall decides too", "mind that verdicts are about policy alone");

    public static readonly DiagnosticDescriptor ProfileDiffers = new(
        "PE3024", Severity.Warning, "the cluster enforces otherwise", "choose the enforcement profile that the cluster's configuration names");

    public static readonly DiagnosticDescriptor NothingToRemove = new(
        "PE3025", Severity.Error, "nothing to take away", "write kind, namespace and name as in `networkpolicy/shop/redis`");

    public static readonly DiagnosticDescriptor SelectorLeftOut = new(
        "PE3026", Severity.Warning, "selector left out", "write `{}` for everything; the API server refuses an object without it");

    public static readonly DiagnosticDescriptor InvalidTypes = new(
        "PE3027", Severity.Error, "policy types not allowed", "the types are `Ingress` and `Egress`, each once");

    public static readonly DiagnosticDescriptor InvalidProtocol = new(
        "PE3028", Severity.Error, "protocol not known", "write the protocol as the message says; names are case-sensitive");

    public static readonly DiagnosticDescriptor InvalidClusterField = new(
        "PE3029", Severity.Error, "tier, priority or action not allowed", "use one of the values that the message lists");

    public static readonly DiagnosticDescriptor ClusterLimit = new(
        "PE3030", Severity.Error, "too many or too few entries", "split the policy or the rule, or give at least one entry");

    public static readonly DiagnosticDescriptor HttpConstraint = new(
        "PE3031", Severity.Error, "HTTP match not allowed", "write the match as Calico's validator takes it");

    public static readonly DiagnosticDescriptor HostStageConstraint = new(
        "PE3032", Severity.Error, "untracked or pre-DNAT policy not allowed", "such a policy needs `applyOnForward: true`, and a pre-DNAT policy is about ingress only");

    public static readonly DiagnosticDescriptor IcmpConstraint = new(
        "PE3033", Severity.Error, "ICMP match not allowed", "give protocol `ICMP` or `ICMPv6`, and a type with every code");

    public static readonly DiagnosticDescriptor ServiceConstraint = new(
        "PE3034", Severity.Error, "service match not allowed", "name the service, and nothing else that says who the peer is");

    public static readonly DiagnosticDescriptor SizeLimit = new(
        "PE3035", Severity.Error, "more than is allowed", "split the policy, or use a network set in place of many blocks");

    public static readonly DiagnosticDescriptor ReservedTier = new(
        "PE3036", Severity.Error, "built-in tier changed", "leave the order and default action of a built-in tier as they are");

    public static readonly DiagnosticDescriptor StagedDeletionContent = new(
        "PE3037", Severity.Error, "staged deletion with content", "remove the field; a deletion only names what it deletes");

    public static readonly DiagnosticDescriptor QuotedPort = new(
        "PE3038", Severity.Error, "port number written as a string", "write the number without quotes");

    public static readonly DiagnosticDescriptor InvalidPortName = new(
        "PE3039", Severity.Error, "invalid port name", "port names are 1 to 15 lower-case letters, digits and single inner `-`, with at least one letter");

    public static readonly DiagnosticDescriptor PortsNeedProtocol = new(
        "PE3040", Severity.Error, "ports without a protocol that has them", "give protocol TCP, UDP or SCTP, or leave out the ports");

    public static readonly DiagnosticDescriptor DescendingRange = new(
        "PE3041", Severity.Error, "port range that does not ascend", "write the lower port first; a single port is written as a number");

    public static readonly DiagnosticDescriptor ExceptNotSubset = new(
        "PE3042", Severity.Error, "exception outside of its block", "an exception is a proper part of the block that it is taken from");

    public static readonly DiagnosticDescriptor RefusedHostBits = new(
        "PE3043", Severity.Error, "address block refused for its host bits", "write the network's first address");

    public static readonly DiagnosticDescriptor ExcludesEverything = new(
        "PE3044", Severity.Error, "every address excluded", "remove the rule, or exclude less");

    public static readonly DiagnosticDescriptor MixedFamilies = new(
        "PE3045", Severity.Error, "both address families in one rule", "write one rule for each family");

    public static readonly DiagnosticDescriptor EmptyPeer = new(
        "PE3046", Severity.Error, "peer that says nothing", "leave out the list to mean anyone, or say who the peer is");

    public static readonly DiagnosticDescriptor BlockBesideSelector = new(
        "PE3047", Severity.Error, "address block beside a selector", "make two peers of it, or keep one of the two");

    public static readonly DiagnosticDescriptor SelectorTooLong = new(
        "PE3048", Severity.Error, "selector too long", "put a label on what is meant, and select by it");

    public static readonly DiagnosticDescriptor MisplacedGlobal = new(
        "PE3049", Severity.Error, "`global()` out of place", "`global()` stands alone in a rule's `namespaceSelector`");

    public static readonly DiagnosticDescriptor WrongApiVersion = new(
        "PE3050", Severity.Warning, "policy of an API version that is not known", "write `networking.k8s.io/v1`, `projectcalico.org/v3` or `policy.networking.k8s.io/v1alpha2`; verdicts it could change are reported as unknown");

    public static readonly DiagnosticDescriptor ForeignPolicy = new(
        "PE3051", Severity.Warning, "policy of another system", "verdicts are given as if it were not there, and every answer says so");

    public static readonly DiagnosticDescriptor IncompleteHostEndpoint = new(
        "PE3052", Severity.Error, "host endpoint incomplete", "give `node`, and `interfaceName` or `expectedIPs`");

    public static readonly DiagnosticDescriptor NamespaceLabelOnSet = new(
        "PE3053", Severity.Error, "global network set claims a namespace", "make it a NetworkSet of that namespace");

    public static readonly DiagnosticDescriptor PoolBlock = new(
        "PE3054", Severity.Error, "address pool with a block that cannot be", "write an address block without host bits that is not link-local");

    public static readonly DiagnosticDescriptor PoolBlockSize = new(
        "PE3055", Severity.Error, "block size of an address pool not allowed", "block sizes are 20 to 32 for IPv4 and 116 to 128 for IPv6, and no block is larger than its pool");

    public static readonly DiagnosticDescriptor PoolUse = new(
        "PE3056", Severity.Error, "settings of an address pool exclude each other", "keep one of the two");

    public static readonly DiagnosticDescriptor DomainNotAccepted = new(
        "PE3057", Severity.Warning, "domain names in a rule that does not accept", "domain names are for rules that accept; deny all addresses after it");

    public static readonly DiagnosticDescriptor NamedPortWithoutPods = new(
        "PE3058", Severity.Warning, "named port with peers that are no pods", "give the port's number; only pods have named ports");

    public static readonly IReadOnlyList<DiagnosticDescriptor> All =
    [
        UnknownField, WrongType, MissingField, InvalidValue, InvalidPort, InvalidAddress, HostBits, InvalidPeer,
        InvalidLabelSelector, InvalidSelector, DuplicateObject, UnknownTier, UnknownProfile, UnsupportedKind,
        UnsupportedField, NotAnObject, InvalidName, InvalidLabel, InertRules, UnrelatedKind, FailedRule, ServiceWithoutNamespace, IgnoredObject, HostFirewall, ProfileDiffers,
        NothingToRemove, SelectorLeftOut,
        InvalidTypes, InvalidProtocol, InvalidClusterField, ClusterLimit, HttpConstraint, HostStageConstraint,
        IcmpConstraint, ServiceConstraint, SizeLimit, ReservedTier, StagedDeletionContent, QuotedPort,
        InvalidPortName, PortsNeedProtocol, DescendingRange, ExceptNotSubset, RefusedHostBits, ExcludesEverything,
        MixedFamilies, EmptyPeer, BlockBesideSelector, SelectorTooLong, MisplacedGlobal, WrongApiVersion,
        ForeignPolicy, IncompleteHostEndpoint, NamespaceLabelOnSet, PoolBlock, PoolBlockSize, PoolUse,
        DomainNotAccepted, NamedPortWithoutPods,
    ];
}
