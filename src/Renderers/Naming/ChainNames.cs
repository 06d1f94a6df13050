using PolicyEngine.Renderers.Node;
using PolicyEngine.Renderers.Program;

namespace PolicyEngine.Renderers.Naming;

/// <summary>The names of chains (felix/rules/rule_defs.go). Those of the nftables layer are added by its writer.</summary>
internal sealed class ChainNames(Backend backend)
{
    public const string Input = "cali-INPUT";
    public const string Forward = "cali-FORWARD";
    public const string Output = "cali-OUTPUT";
    public const string Prerouting = "cali-PREROUTING";
    public const string Postrouting = "cali-POSTROUTING";
    public const string FromWorkload = "cali-from-wl-dispatch";
    public const string ToWorkload = "cali-to-wl-dispatch";
    public const string WorkloadToHost = "cali-wl-to-host";
    public const string FromHost = "cali-from-host-endpoint";
    public const string ToHost = "cali-to-host-endpoint";
    public const string FromHostForward = "cali-from-hep-forward";
    public const string ToHostForward = "cali-to-hep-forward";
    public const string FailsafeIn = "cali-failsafe-in";
    public const string FailsafeOut = "cali-failsafe-out";
    public const string ReversePathSkip = "cali-rpf-skip";
    public const string NatOutgoing = "cali-nat-outgoing";
    public const string FloatingDestination = "cali-fip-dnat";
    public const string FloatingSource = "cali-fip-snat";
    public const string ServiceBlocks = "cali-cidr-block";
    public const string EgressDscp = "cali-egress-dscp";
    public const string WireguardIncoming = "cali-wireguard-incoming-mark";
    public const string ForwardCheck = "cali-forward-check";
    public const string SetEndpointMark = "cali-set-endpoint-mark";
    public const string FromEndpointMark = "cali-from-endpoint-mark";
    public const string ForwardEndpointMark = "cali-forward-endpoint-mark";

    public const string ToWorkloadPrefix = "cali-tw-";
    public const string FromWorkloadPrefix = "cali-fw-";
    public const string ToHostPrefix = "cali-th-";
    public const string FromHostPrefix = "cali-fh-";
    public const string ToHostForwardPrefix = "cali-thfw-";
    public const string FromHostForwardPrefix = "cali-fhfw-";
    public const string SetMarkPrefix = "cali-sm-";

    private readonly int _longest = backend == Backend.Iptables ? 28 : 256;

    public string Policy(Direction direction, PolicyId id) =>
        LimitedName.Of(direction == Direction.Ingress ? "cali-pi-" : "cali-po-", id.ToString(), _longest);

    public string Profile(Direction direction, string name) =>
        LimitedName.Of(direction == Direction.Ingress ? "cali-pri-" : "cali-pro-", name, _longest);

    public string Endpoint(string prefix, string linkName) => LimitedName.Of(prefix, linkName, _longest);
}
