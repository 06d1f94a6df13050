using System.Globalization;
using PolicyEngine.Dataplane.Calico;
using PolicyEngine.Dataplane.Doctor;

namespace Dataplane.Tests.Doctor;

/// <summary>Each fault is found where it is, and not where it is not.</summary>
public sealed class NetworkDoctorTests
{
    private const string ProxyOf = "{apiVersion: v1, kind: ConfigMap, metadata: {name: kube-proxy, namespace: kube-system}, data: {config.conf: \"kind: K\\nclusterCIDR: RANGE\"}}";
    private const string Plain = "{apiVersion: projectcalico.org/v3, kind: IPPool, metadata: {name: pods}, spec: {cidr: 10.244.0.0/28, blockSize: 29}}";
    private const string WithIpip = "{apiVersion: projectcalico.org/v3, kind: IPPool, metadata: {name: pods}, spec: {cidr: 10.244.0.0/28, blockSize: 29, ipipMode: Always}}";
    private const string Release = "{apiVersion: projectcalico.org/v3, kind: ClusterInformation, metadata: {name: default}, spec: {calicoVersion: VERSION}}";
    private const string OfFelix = "{apiVersion: projectcalico.org/v3, kind: FelixConfiguration, metadata: {name: default}, spec: {programClusterRoutes: WORD}}";
    private const string Jumbo = "{apiVersion: projectcalico.org/v3, kind: FelixConfiguration, metadata: {name: default}, spec: {vxlanMTU: 8951}}";
    private const string Veth = "{apiVersion: v1, kind: ConfigMap, metadata: {name: calico-config, namespace: kube-system}, data: {veth_mtu: \"OCTETS\"}}";
    private const string Exempting = "{apiVersion: projectcalico.org/v3, kind: IPPool, metadata: {name: hosts}, spec: {cidr: RANGE, disabled: true}}";
    private const string Across = "{apiVersion: projectcalico.org/v3, kind: IPPool, metadata: {name: pods}, spec: {cidr: 10.244.0.0/28, blockSize: 29, vxlanMode: CrossSubnet}}";
    private const string Peer = "{apiVersion: projectcalico.org/v3, kind: BGPPeer, metadata: {name: rack}, spec: {peerIP: 10.0.0.254, asNumber: 65000}}";
    private const string Untracked = "{apiVersion: projectcalico.org/v3, kind: GlobalNetworkPolicy, metadata: {name: raw}, spec: {selector: has(host), doNotTrack: true, applyOnForward: true, types: [Ingress], ingress: [{action: Deny, protocol: UDP, destination: {ports: [PORT]}}, {action: Allow}]}}";

    private static readonly string SameId = $$$"""{apiVersion: projectcalico.org/v3, kind: Node, metadata: {name: w1}, spec: {bgp: {ipv4Address: {{{RouterId.Of("w2")}}}/24, ipv6Address: fd00::1/64}} }""";

    private static readonly string Keyed = Patient.Of(
        WithKey(Patient.First), WithKey(Patient.Second), "{apiVersion: projectcalico.org/v3, kind: FelixConfiguration, metadata: {name: default}, spec: {wireguardEnabled: true, failsafeInboundHostPorts: [], failsafeOutboundHostPorts: []}}");

    private static readonly string Elsewhere = Patient.Second.Replace("10.0.0.2", "10.0.1.2", StringComparison.Ordinal);
    private const string Hosts = """
        {apiVersion: projectcalico.org/v3, kind: HostEndpoint, metadata: {name: w1, labels: {host: w1}}, spec: {node: w1, interfaceName: "*", expectedIPs: [10.0.0.1]}}
        ---
        {apiVersion: projectcalico.org/v3, kind: GlobalNetworkPolicy, metadata: {name: hosts}, spec: {selector: has(host), types: [Ingress, Egress], ingress: [RULE], egress: [{action: Allow}]}}
        """;

    private const string OtherAddress = "{apiVersion: v1, kind: Node, metadata: {name: w2}, status: {addresses: [{type: InternalIP, address: 192.168.7.2}]}}";
    private const string FirstInKubernetes = "{apiVersion: v1, kind: Node, metadata: {name: w1}, status: {addresses: [{type: InternalIP, address: 192.168.7.1}]}}";
    private const string Ssh = "{action: Allow, protocol: TCP, destination: {ports: [22]}}";
    private const string NoFailsafes = "{apiVersion: projectcalico.org/v3, kind: FelixConfiguration, metadata: {name: default}, spec: {failsafeInboundHostPorts: [], failsafeOutboundHostPorts: []}}";
    private const string Strict = "{apiVersion: crd.projectcalico.org/v1, kind: IPAMConfig, metadata: {name: default}, spec: {strictAffinity: true}}";

    private const string Vpc = "{apiVersion: apps/v1, kind: DaemonSet, metadata: {name: terway, namespace: kube-system}}";
    private const string OwnInterfaces = "{apiVersion: apps/v1, kind: DaemonSet, metadata: {name: terway-eni, namespace: kube-system}}";
    private const string Closed = "{apiVersion: networking.k8s.io/v1, kind: NetworkPolicy, metadata: {name: closed, namespace: shop}, spec: {podSelector: {}, policyTypes: [Ingress]}}";
    private const string OtherBlock = "{apiVersion: crd.projectcalico.org/v1, kind: IPAMBlock, metadata: {name: 10-244-0-8-29}, spec: {cidr: 10.244.0.8/29, affinity: host:w2, allocations: [null, null, null, null, null, null, null, null], unallocated: [0, 1, 2, 3, 4, 5, 6, 7]}}";

    public static TheoryData<string, string, string> Faults => new()
    {
        { "PE6501", Patient.With(ProxyOf.Replace("RANGE", "10.245.0.0/16", StringComparison.Ordinal)), "IPPool/pods" },
        { "PE6502", Patient.With("{apiVersion: projectcalico.org/v3, kind: IPPool, metadata: {name: q}, spec: {cidr: 10.244.0.0/24}}"), "IPPool/q" },
        { "PE6502", Patient.With("{apiVersion: projectcalico.org/v3, kind: IPPool, metadata: {name: q}, spec: {cidr: 10.244.0.8/29}}"), "IPPool/pods" },
        { "PE6503", Patient.With("{apiVersion: networking.k8s.io/v1, kind: ServiceCIDR, metadata: {name: kubernetes}, spec: {cidrs: [10.244.0.0/20]}}"), "IPPool/pods" },
        { "PE6503", Patient.With("{apiVersion: v1, kind: Service, metadata: {name: s}, spec: {clusterIP: 10.244.0.9, ports: [{port: 80}]}}"), "IPPool/pods" },
        { "PE6504", Patient.With("{apiVersion: v1, kind: Pod, metadata: {name: b}, spec: {nodeName: w1}, status: {podIP: 10.9.0.1}}"), "Pod/default/b" },
        { "PE6504", Patient.With("{apiVersion: crd.projectcalico.org/v1, kind: IPAMBlock, metadata: {name: 10-9-0-0-32}, spec: {cidr: 10.9.0.0/32, allocations: [null], unallocated: [0]}}"), "IPAMBlock/10-9-0-0-32" },
        { "PE6505", Patient.With("{apiVersion: v1, kind: ConfigMap, metadata: {name: calico-config, namespace: kube-system}, data: {veth_mtu: \"1480\"}}"), "ConfigMap/kube-system/calico-config" },
        { "PE6505", Patient.With("{apiVersion: projectcalico.org/v3, kind: FelixConfiguration, metadata: {name: default}, spec: {vxlanMTU: 1500}}"), "FelixConfiguration/default" },
        { "PE6505", Patient.With("{apiVersion: projectcalico.org/v3, kind: FelixConfiguration, metadata: {name: default}, spec: {wireguardEnabled: true, wireguardMTU: 1450}}"), "FelixConfiguration/default" },
        { "PE6505", Patient.With(Jumbo, Veth.Replace("OCTETS", "9001", StringComparison.Ordinal)), "ConfigMap/kube-system/calico-config" },
        { "PE6505", Patient.With(Jumbo, Jumbo.Replace("default", "node.w2", StringComparison.Ordinal).Replace("8951", "9001", StringComparison.Ordinal)), "FelixConfiguration/node.w2" },
        { "PE6506", Patient.With(Across, Patient.Second.Replace("/24", "/31", StringComparison.Ordinal)), "Node/w2" },
        { "PE6507", Patient.With(Plain, Patient.Bgp), "Node/w1" },
        { "PE6507", Patient.With(Plain, Patient.Bgp, Speaks("w1", "10.0.0.2", 64999), Speaks("w2", "10.0.0.1", 64512)), "Node/w1" },
        { "PE6507", Patient.With(Plain, Patient.Bgp, Speaks("w1", "10.0.0.2", 64512)), "Node/w1" },
        { "PE6507", Patient.With(WithIpip, Patient.Bgp, Release.Replace("VERSION", "v3.26.1", StringComparison.Ordinal)), "Node/w1" },
        { "PE6507", Patient.Of("{apiVersion: projectcalico.org/v3, kind: IPPool, metadata: {name: v6}, spec: {cidr: fd00:10::/112}}", SameId, "{apiVersion: projectcalico.org/v3, kind: Node, metadata: {name: w2}, spec: {bgp: {ipv6Address: fd00::2/64}}}"), "Node/w2" },
        { "PE6508", Patient.With(Plain, NoFailsafes, Hosts.Replace("RULE", Ssh, StringComparison.Ordinal)), "Node/w1" },
        { "PE6508", Patient.With(Plain, Patient.Bgp, Speaks("w1", "10.0.0.2", 64512), Speaks("w2", "10.0.0.1", 64512), NoFailsafes, Hosts.Replace("RULE", Ssh, StringComparison.Ordinal)), "Node/w1" },
        { "PE6508", Patient.With(Plain, Patient.Bgp, Peer, NoFailsafes, Hosts.Replace("RULE", Ssh, StringComparison.Ordinal)), "Node/w1" },
        { "PE6508", Patient.With(Keyed, Hosts.Replace("RULE", Ssh, StringComparison.Ordinal).Replace("\"*\"", "eth0", StringComparison.Ordinal), Untracked.Replace("PORT", "51820", StringComparison.Ordinal)), "Node/w1" },
        { "PE6509", Patient.With(Patient.Second.Replace("10.0.0.2/24", "172.17.0.1/16", StringComparison.Ordinal)), "Node/w2" },
        { "PE6509", Patient.With(Patient.Second.Replace("10.0.0.2/24", "10.77.0.2/24", StringComparison.Ordinal), OtherAddress.Replace("192.168.7.2", "10.0.0.2", StringComparison.Ordinal)), "Node/w2" },
        { "PE6509", Patient.With(Patient.Second.Replace("10.0.0.2/24", "10.244.0.9/32", StringComparison.Ordinal)), "Node/w2" },
        { "PE6510", Patient.With(Patient.Second.Replace("10.244.0.8", "10.244.0.0", StringComparison.Ordinal)), "Node/w2" },
        { "PE6510", Patient.With("{apiVersion: v1, kind: Pod, metadata: {name: b}, spec: {nodeName: w2}, status: {podIP: 10.244.0.1}}"), "Pod/shop/a" },
        { "PE6510", Patient.With("{apiVersion: v1, kind: Pod, metadata: {name: b}, spec: {nodeName: w2}, status: {podIP: 10.0.0.1}}"), "Pod/default/b" },
        { "PE6511", Patient.With(WithMac(Patient.First), WithMac(Patient.Second)), "Node/w2" },
        { "PE6512", Patient.With("{apiVersion: crd.projectcalico.org/v1, kind: IPAMBlock, metadata: {name: 10-244-0-8-29}, spec: {cidr: 10.244.0.8/29, affinity: host:w2, allocations: [null, null, null, null, null, null, null, null], unallocated: [0]}}"), "IPPool/pods" },
        { "PE6513", Patient.With(Patient.Block.Replace("pod: a", "pod: gone", StringComparison.Ordinal)), "IPAMBlock/10-244-0-0-29" },
        { "PE6513", Patient.With(Patient.Pod.Replace("nodeName: w1", "nodeName: w2", StringComparison.Ordinal)), "IPAMBlock/10-244-0-0-29" },
        { "PE6513", Patient.With(Patient.Pod.Replace("10.244.0.1", "10.244.0.2", StringComparison.Ordinal)), "IPAMBlock/10-244-0-0-29" },
        { "PE6513", Patient.With(Patient.Pod.Replace("podIP", "phase: Succeeded, podIP", StringComparison.Ordinal)), "IPAMBlock/10-244-0-0-29" },
        { "PE6513", Patient.With(Patient.Block.Replace("{node: w1, type", "{node: gone, type", StringComparison.Ordinal)), "IPAMBlock/10-244-0-0-29" },
        { "PE6514", Patient.With("{apiVersion: crd.projectcalico.org/v1, kind: IPAMHandle, metadata: {name: net.b}, spec: {handleID: net.b, block: {10.244.0.0/29: 1}}}"), "IPAMHandle/net.b" },
        { "PE6515", Patient.With(Strict, Patient.Block.Replace("host:w1", "host:w2", StringComparison.Ordinal)), "IPAMBlock/10-244-0-0-29" },
        { "PE6515", Patient.With(Peer, Patient.Block.Replace("host:w1", "host:w2", StringComparison.Ordinal)), "IPAMBlock/10-244-0-0-29" },
        { "PE6516", Patient.Of(Patient.Pool, Patient.First, "{apiVersion: projectcalico.org/v3, kind: Node, metadata: {name: w2}, spec: {bgp: {ipv4Address: 10.0.0.2/24}}}"), "Node/w2" },
        { "PE6517", Patient.With("{apiVersion: v1, kind: Pod, metadata: {name: b}, spec: {nodeName: w1}, status: {podIP: 10.244.0.5}}"), "Pod/default/b" },
        { "PE6518", Patient.With("{apiVersion: projectcalico.org/v3, kind: FelixConfiguration, metadata: {name: node.w2}, spec: {vxlanPort: 4790}}"), "FelixConfiguration/node.w2" },
        { "PE6518", Patient.With("{apiVersion: projectcalico.org/v3, kind: FelixConfiguration, metadata: {name: node.w2}, spec: {vxlanVNI: 7}}"), "FelixConfiguration/node.w2" },
        { "PE6519", Patient.With(Plain, Elsewhere), "IPPool/pods" },
        { "PE6519", Patient.With(Plain, Elsewhere, Speaks("w1", "10.0.0.254", 64512)), "IPPool/pods" },
        { "PE6519", Patient.With(Plain.Replace("blockSize", "disableBGPExport: true, blockSize", StringComparison.Ordinal), Elsewhere, Peer), "IPPool/pods" },
        { "PE6520", Patient.With(Across, Patient.Second.Replace("10.0.0.2", "203.0.113.2", StringComparison.Ordinal)), "Node/w1" },
        { "PE6519", HostGateway("10.0.1.2"), "Node/w2" },
        { "PE6521", FlannelPatient.With("public-ip: 10.0.0.2", "public-ip: 10.0.2.15"), "Node/w2" },
        { "PE6521", FlannelPatient.With("public-ip: 10.0.0.", "public-ip: 10.0.2.15, old: 10.0.0."), "Node/w1" },
        { "PE6521", FlannelPatient.With("public-ip: 10.0.0.2", "public-ip: here"), "Node/w2" },
        { "PE6521", FlannelPatient.With("public-ip: 10.0.0.2", "public-ip: fd00::2"), "Node/w2" },
        { "PE6521", FlannelPatient.With("02:00:00:00:00:02", "02"), "Node/w2" },
        { "PE6521", FlannelPatient.With("\"Type\": \"vxlan\"", "\"Type\": \"host-gw\""), "Node/w1" },
        { "PE6522", FlannelPatient.With("podCIDR: 10.244.2.0/24", "podCIDR: 10.245.2.0/24"), "Node/w2" },
        { "PE6522", FlannelPatient.With("podCIDR: 10.244.2.0/24", "podCIDR: 10.244.1.128/25"), "Node/w1" },
        { "PE6522", FlannelPatient.With("podCIDR: 10.244.2.0/24", ""), "Node/w2" },
        { "PE6522", Patient.Of(FlannelPatient.Healthy, ProxyOf.Replace("RANGE", "10.244.0.0/23", StringComparison.Ordinal)), "Node/w2" },
        { "PE6522", Patient.Of(Vpc, "{apiVersion: v1, kind: Node, metadata: {name: w1}, spec: {}}"), "Node/w1" },
        { "PE6523", Patient.With(Patient.Block.Replace("host:w1", "host:gone", StringComparison.Ordinal)), "IPAMBlock/10-244-0-0-29" },
        { "PE6523", Patient.With(Claim("gone", "confirmed")), "BlockAffinity/gone-10-244-0-0-29" },
        { "PE6524", Patient.With(Claim("w1", "pending")), "BlockAffinity/w1-10-244-0-0-29" },
        { "PE6524", Patient.With(Claim("w1", "pendingDeletion")), "BlockAffinity/w1-10-244-0-0-29" },
        { "PE6524", Patient.With(Claim("w2", "confirmed")), "BlockAffinity/w2-10-244-0-0-29" },
        { "PE6524", Patient.With(Claim("w1", "confirmed").Replace("10.244.0.0/29", "10.244.0.8/29", StringComparison.Ordinal)), "BlockAffinity/w1-10-244-0-8-29" },
        { "PE6524", Patient.With(Claim("w1", "confirmed"), Patient.Block.Replace("  affinity: host:w1\n", "", StringComparison.Ordinal)), "BlockAffinity/w1-10-244-0-0-29" },
        { "PE6524", Patient.With(Claim("w1", "confirmed"), OtherBlock), "IPAMBlock/10-244-0-8-29" },
        { "PE6525", Patient.With(Service("s", "10.96.0.1", "port: 80"), Service("t", "10.96.0.1", "port: 81")), "Service/default/t" },
        { "PE6525", Patient.With(Service("s", "10.96.0.1", "port: 80, nodePort: 30080"), Service("t", "10.96.0.2", "port: 80, nodePort: 30080")), "Service/default/t" },
        { "PE6526", Patient.Of(FlannelPatient.Healthy, FlannelPatient.Pod, Closed), "NetworkPolicy/shop/closed" },
        { "PE6526", Patient.Of(OwnInterfaces, FlannelPatient.Pod, Closed), "NetworkPolicy/shop/closed" },
        { "PE6527", Patient.With(WithIpip, OfFelix.Replace("WORD", "Disabled", StringComparison.Ordinal), Release.Replace("VERSION", "v3.33.0", StringComparison.Ordinal)), "IPPool/pods" },
        { "PE6527", Patient.With(Plain, OfFelix.Replace("WORD", "Enabled", StringComparison.Ordinal), Release.Replace("VERSION", "v3.33.0", StringComparison.Ordinal)), "IPPool/pods" },
        { "PE6503", Patient.With(Exempting.Replace("RANGE", "10.0.0.0/8", StringComparison.Ordinal)), "IPPool/hosts" },
        { "PE6509", Patient.With(Exempting.Replace("RANGE", "10.0.0.0/16", StringComparison.Ordinal), "{apiVersion: v1, kind: Pod, metadata: {name: b}, spec: {nodeName: w1}, status: {podIP: 10.0.7.1}}"), "Node/w1" },
        { "PE6528", Patient.With(OfSize(30)), "IPAMBlock/10-244-0-0-29" },
        { "PE6528", Patient.With(OfSize(28)), "IPAMBlock/10-244-0-0-28" },
        { "PE6529", Patient.With(OfSize(30)), "IPAMBlock/10-244-0-0-30" },
        { "PE6529", Patient.With(OfSize(28)), "IPAMBlock/10-244-0-0-28" },
    };

    public static TheoryData<string, string> NearlyFaults => new()
    {
        { "PE6501", Patient.With(ProxyOf.Replace("RANGE", "10.244.0.0/16", StringComparison.Ordinal)) },
        { "PE6502", Patient.With("{apiVersion: projectcalico.org/v3, kind: IPPool, metadata: {name: q}, spec: {cidr: 10.245.0.0/24}}") },
        { "PE6503", Patient.With("{apiVersion: networking.k8s.io/v1, kind: ServiceCIDR, metadata: {name: kubernetes}, spec: {cidrs: [10.96.0.0/12]}}") },
        { "PE6503", Patient.With(Exempting.Replace("RANGE", "10.0.0.0/16", StringComparison.Ordinal)) },
        { "PE6509", Patient.With(Exempting.Replace("RANGE", "10.0.0.0/16", StringComparison.Ordinal)) },
        { "PE6504", Patient.Of(Patient.First, Patient.Pod) },
        { "PE6505", Patient.With("{apiVersion: v1, kind: ConfigMap, metadata: {name: calico-config, namespace: kube-system}, data: {veth_mtu: \"1450\"}}") },
        { "PE6505", Patient.With("{apiVersion: projectcalico.org/v3, kind: FelixConfiguration, metadata: {name: default}, spec: {wireguardMTU: 1500}}") },
        { "PE6505", Patient.With(Jumbo) },
        { "PE6505", Patient.With(Veth.Replace("OCTETS", "8951", StringComparison.Ordinal)) },
        { "PE6505", Patient.With(Jumbo, Veth.Replace("OCTETS", "8951", StringComparison.Ordinal)) },
        { "PE6505", Patient.With(Jumbo, Veth.Replace("OCTETS", "8900", StringComparison.Ordinal)) },
        { "PE6506", Patient.With(Across) },
        { "PE6506", Patient.With(Patient.Second.Replace("/24", "/31", StringComparison.Ordinal)) },
        { "PE6507", Patient.With(Plain, Patient.Bgp, Peer) },
        { "PE6507", Patient.With(Patient.Bgp) },
        { "PE6507", Patient.With(WithIpip, Patient.Bgp, Release.Replace("VERSION", "v3.33.0", StringComparison.Ordinal)) },
        { "PE6507", Patient.With(Plain, Patient.Bgp, Speaks("w1", "10.0.0.2", 64512), Speaks("w2", "10.0.0.1", 64512)) },
        { "PE6508", Patient.With(Plain, NoFailsafes, Hosts.Replace("RULE", "{action: Allow, protocol: TCP, destination: {ports: [179]}}", StringComparison.Ordinal)) },
        { "PE6508", Patient.With(Plain, Hosts.Replace("RULE", Ssh, StringComparison.Ordinal)) },
        { "PE6508", Patient.With(NoFailsafes, Hosts.Replace("RULE", Ssh, StringComparison.Ordinal)) },
        { "PE6508", Patient.With(NoFailsafes, Hosts.Replace("RULE", Ssh, StringComparison.Ordinal).Replace("egress: [{action: Allow}]", "egress: [{action: Deny}]", StringComparison.Ordinal)) },
        { "PE6508", Patient.With(Plain, Patient.Bgp, Peer, NoFailsafes, Hosts.Replace("RULE", "{action: Allow, protocol: TCP, source: {nets: [10.0.0.254/32]}, destination: {ports: [179]}}", StringComparison.Ordinal)) },
        { "PE6508", Patient.With(Keyed, Hosts.Replace("RULE", Ssh, StringComparison.Ordinal).Replace("\"*\"", "eth0", StringComparison.Ordinal), Untracked.Replace("PORT", "51821", StringComparison.Ordinal)) },
        { "PE6509", Patient.With("{apiVersion: v1, kind: Node, metadata: {name: w2}, status: {addresses: [{type: InternalIP, address: 10.0.0.2}]}}") },
        { "PE6509", Patient.With(OtherAddress) },
        { "PE6511", Patient.With(WithMac(Patient.First)) },
        { "PE6513", Patient.Of(Patient.Pool, Patient.Block) },
        { "PE6515", Patient.With(Patient.Block.Replace("host:w1", "host:w2", StringComparison.Ordinal)) },
        { "PE6515", Patient.With(Strict) },
        { "PE6517", Patient.Of(Patient.Pool, Patient.First, Patient.Pod) },
        { "PE6518", Patient.With("{apiVersion: projectcalico.org/v3, kind: FelixConfiguration, metadata: {name: default}, spec: {vxlanPort: 4790, vxlanVNI: 7}}") },
        { "PE6519", Patient.With(Plain) },
        { "PE6519", Patient.With(Plain, Elsewhere, Peer) },
        { "PE6519", Patient.With(Across, Elsewhere) },
        { "PE6520", Patient.With(Across, Elsewhere) },
        { "PE6520", Patient.With(Plain, Patient.Second.Replace("10.0.0.2", "203.0.113.2", StringComparison.Ordinal)) },
        { "PE6520", Patient.With(Across, Patient.Second.Replace("10.0.0.2", "100.64.0.2", StringComparison.Ordinal)) },
        { "PE6516", WithoutTunnel("nodeSelector: rack == 'a'") },
        { "PE6516", WithoutTunnel("allowedUses: [Workload]") },
        { "PE6516", WithoutTunnel("disabled: true") },
        { "PE6519", HostGateway("10.0.0.2") },
        { "PE6519", FlannelPatient.With("10.0.0.2", "10.0.1.2") },
        { "PE6505", Patient.With(Jumbo, Jumbo.Replace("default", "node.w2", StringComparison.Ordinal).Replace("8951", "1450", StringComparison.Ordinal)) },
        { "PE6505", Patient.With(Jumbo.Replace("vxlanMTU: 8951", "vxlanMTU: 8951, wireguardEnabled: true, wireguardMTU: 1440", StringComparison.Ordinal)) },
        { "PE6509", Patient.Of(Patient.First, FirstInKubernetes) },
        { "PE6509", Patient.Of(Patient.First, FirstInKubernetes, Elsewhere, OtherAddress) },
        { "PE6521", FlannelPatient.Healthy },
        { "PE6521", FlannelPatient.With("public-ip: 10.0.0.", "public-ip: 192.168.56.") },
        { "PE6521", FlannelPatient.With("public-ip: 10.0.0.", "public-ip: 192.168.56.").Replace("InternalIP, address: 10.0.0.2", "InternalIP, address: 10.0.0.1", StringComparison.Ordinal) },
        { "PE6521", FlannelPatient.With("public-ip: 10.0.0.2,", "public-ip: 10.0.0.9, flannel.alpha.coreos.com/public-ip-overwrite: 10.0.0.9,") },
        { "PE6521", Patient.Of(FlannelPatient.With("public-ip: 10.0.0.2", "public-ip: 10.0.0.9"), Patient.Pool) },
        { "PE6522", Patient.Of(FlannelPatient.Healthy, ProxyOf.Replace("RANGE", "10.244.0.0/16", StringComparison.Ordinal)) },
        { "PE6522", Patient.With("{apiVersion: v1, kind: Node, metadata: {name: w3}, spec: {podCIDR: 10.99.0.0/24}}") },
        { "PE6522", Patient.Of(Vpc, "{apiVersion: v1, kind: Node, metadata: {name: w1}, spec: {podCIDR: 10.99.0.0/24}}") },
        { "PE6523", Patient.With(Claim("load-balancer", "confirmed").Replace("node:", "type: virtual, node:", StringComparison.Ordinal)) },
        { "PE6523", Patient.Of(Patient.Pool, Patient.Block) },
        { "PE6524", Patient.With(Claim("w1", "confirmed")) },
        { "PE6524", Patient.With(OtherBlock) },
        { "PE6524", Patient.Of(Patient.First, Claim("w1", "confirmed")) },
        { "PE6525", Patient.With(Service("s", "10.96.0.1", "port: 80"), Service("t", "None", "port: 80"), Service("u", "None", "port: 80")) },
        { "PE6526", Patient.Of(FlannelPatient.Healthy, Closed) },
        { "PE6526", Patient.Of(FlannelPatient.Healthy, FlannelPatient.Pod, Closed, "{apiVersion: apps/v1, kind: DaemonSet, metadata: {name: calico-node}}") },
        { "PE6526", Patient.Of(OwnInterfaces.Replace("terway-eni", "terway-eniip", StringComparison.Ordinal), FlannelPatient.Pod, Closed) },
        { "PE6526", Patient.With(Closed) },
        { "PE6527", Patient.With(WithIpip, OfFelix.Replace("WORD", "Disabled", StringComparison.Ordinal), Release.Replace("VERSION", "v3.32.0", StringComparison.Ordinal)) },
        { "PE6527", Patient.With(WithIpip, OfFelix.Replace("WORD", "Disabled", StringComparison.Ordinal)) },
        { "PE6527", Patient.With(Plain, OfFelix.Replace("WORD", "Enabled", StringComparison.Ordinal)) },
        { "PE6527", Patient.With(OfFelix.Replace("WORD", "Enabled", StringComparison.Ordinal), Release.Replace("VERSION", "v3.33.0", StringComparison.Ordinal)) },
        { "PE6528", Patient.With(OtherBlock) },
        { "PE6529", Patient.With(OtherBlock) },
        { "PE6529", Patient.Of(OfSize(30)) },
        { "PE6529", Patient.With("{apiVersion: crd.projectcalico.org/v1, kind: IPAMBlock, metadata: {name: 10-244-0-0-27}, spec: {cidr: 10.244.0.0/27, allocations: [], unallocated: []}}") },
    };

    private static string OfSize(int length) => string.Create(
        CultureInfo.InvariantCulture,
        $"{{apiVersion: crd.projectcalico.org/v1, kind: IPAMBlock, metadata: {{name: 10-244-0-0-{length}}}, spec: {{cidr: 10.244.0.0/{length}, affinity: \"host:w2\", allocations: [{string.Join(", ", Enumerable.Repeat("null", 1 << (32 - length)))}], unallocated: [0], attributes: []}}}}");

    private static string Speaks(string node, string address, int number) =>
        $"{{apiVersion: projectcalico.org/v3, kind: BGPPeer, metadata: {{name: {node}}}, spec: {{node: {node}, peerIP: {address}, asNumber: {number}}}}}";

    [Fact]
    public void A_cluster_without_faults_has_no_finding() => Assert.Empty(Patient.Examine(Patient.Healthy));

    [Theory]
    [MemberData(nameof(Faults))]
    public void A_fault_is_found_at_its_object(string code, string dump, string subject)
    {
        NetworkFinding finding = Patient.Examine(dump).First(finding => finding.Code == code);

        Assert.Equal(subject, finding.Subject);
        Assert.NotEmpty(finding.Hint);
    }

    [Theory]
    [MemberData(nameof(NearlyFaults))]
    public void What_is_no_fault_is_not_found(string code, string dump) =>
        Assert.DoesNotContain(code, Patient.Examine(dump).Select(finding => finding.Code), StringComparer.Ordinal);

    [Fact]
    public void Every_kind_of_fault_has_an_example() =>
        Assert.Equal(NetworkDoctor.Kinds.Select(kind => kind.Code), Faults.Select(fault => (string)fault[0]).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal), StringComparer.Ordinal);

    [Fact]
    public void A_finding_has_the_place_of_its_object()
    {
        NetworkFinding finding = Assert.Single(Patient.Examine(Patient.With("{apiVersion: projectcalico.org/v3, kind: FelixConfiguration, metadata: {name: default}, spec: {vxlanMTU: 1500}}")));

        Assert.Equal("dump.yaml", finding.Span.File);
        Assert.True(finding.Span.Line > 1);
    }

    [Fact]
    public void A_complaint_of_a_claim_has_the_place_of_its_affinity_whatever_that_is_called() =>
        Assert.Equal("dump.yaml", Assert.Single(Patient.Examine(Patient.With(Claim("w1", "pending"))), finding => finding.Code == "PE6524").Span.File);

    [Theory]
    [InlineData("PE6519", "give Flannel a backend that wraps packets")]
    [InlineData("PE6521", "restart Flannel on the node")]
    public void What_is_wrong_with_Flannels_backend_has_hints_about_it(string code, string hint) =>
        Assert.StartsWith(hint, Patient.Examine(HostGateway("10.0.1.2")).First(finding => finding.Code == code).Hint, StringComparison.Ordinal);

    [Fact]
    public void Where_Flannel_is_alone_an_agent_for_policies_helps() =>
        Assert.StartsWith("run an agent", Patient.Examine(Patient.Of(FlannelPatient.Healthy, FlannelPatient.Pod, Closed)).First(finding => finding.Code == "PE6526").Hint, StringComparison.Ordinal);

    private static string HostGateway(string second) =>
        FlannelPatient.With("\"Type\": \"vxlan\"", "\"Type\": \"host-gw\"").Replace("10.0.0.2", second, StringComparison.Ordinal);

    private static string WithKey(string node) => $"{node[..^1]}, status: {{wireguardPublicKey: key}}}}";

    private static string Claim(string node, string state) =>
        $"{{apiVersion: crd.projectcalico.org/v1, kind: BlockAffinity, metadata: {{name: a}}, spec: {{cidr: 10.244.0.0/29, node: {node}, state: {state}}}}}";

    private static string Service(string name, string address, string port) =>
        $"{{apiVersion: v1, kind: Service, metadata: {{name: {name}}}, spec: {{clusterIP: {address}, ports: [{{{port}}}]}}}}";

    private static string WithoutTunnel(string pool) => Patient.Of(
        Patient.Pool.Replace("vxlanMode: Always", $"vxlanMode: Always, {pool}", StringComparison.Ordinal),
        Patient.First,
        "{apiVersion: projectcalico.org/v3, kind: Node, metadata: {name: w2}, spec: {bgp: {ipv4Address: 10.0.0.2/24}}}").Replace("{name: w1}, spec", "{name: w1, labels: {rack: a}}, spec", StringComparison.Ordinal);

    private static string WithMac(string node) => node.Replace("ipv4VXLANTunnelAddr", "vxlanTunnelMACAddr: 02:00:00:00:00:01, ipv4VXLANTunnelAddr", StringComparison.Ordinal);
}
