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
        "PE3005", Severity.Error, "invalid port", "ports are 1 to 65535, names follow the IANA service name rules");

    public static readonly DiagnosticDescriptor InvalidAddress = new(
        "PE3006", Severity.Error, "invalid address", "write an address block such as `10.0.0.0/8` or `2001:db8::/32`");

    public static readonly DiagnosticDescriptor HostBits = new(
        "PE3007", Severity.Warning, "address block with host bits", "write the network's first address; the host bits are ignored");

    public static readonly DiagnosticDescriptor InvalidPeer = new(
        "PE3008", Severity.Error, "invalid peer", "say in one way who the peer is: by labels or by addresses; leave out the list to mean anyone");

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

    public static readonly IReadOnlyList<DiagnosticDescriptor> All =
    [
        UnknownField, WrongType, MissingField, InvalidValue, InvalidPort, InvalidAddress, HostBits, InvalidPeer,
        InvalidLabelSelector, InvalidSelector, DuplicateObject, UnknownTier, UnknownProfile, UnsupportedKind,
        UnsupportedField, NotAnObject, InvalidName, InvalidLabel, InertRules, UnrelatedKind, FailedRule, ServiceWithoutNamespace, IgnoredObject, HostFirewall, ProfileDiffers,
        NothingToRemove, SelectorLeftOut,
    ];
}
