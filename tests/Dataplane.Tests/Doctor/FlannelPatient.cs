namespace Dataplane.Tests.Doctor;

/// <summary>A cluster of two nodes with Flannel and without faults, in which tests change a text.</summary>
internal static class FlannelPatient
{
    public const string Pod = "{apiVersion: v1, kind: Pod, metadata: {name: a, namespace: shop}, spec: {nodeName: w1}, status: {podIP: 10.244.1.5}}";

    public const string Healthy = """
        {apiVersion: v1, kind: ConfigMap, metadata: {name: kube-flannel-cfg, namespace: kube-flannel}, data: {net-conf.json: '{"Network": "10.244.0.0/16", "Backend": {"Type": "vxlan"}}'}}
        ---
        apiVersion: v1
        kind: Node
        metadata: {name: w1, annotations: {flannel.alpha.coreos.com/kube-subnet-manager: "true", flannel.alpha.coreos.com/public-ip: 10.0.0.1, flannel.alpha.coreos.com/backend-type: vxlan, flannel.alpha.coreos.com/backend-data: '{"VNI": 1, "VtepMAC": "02:00:00:00:00:01"}'}}
        spec: {podCIDR: 10.244.1.0/24}
        status: {addresses: [{type: InternalIP, address: 10.0.0.1}]}
        ---
        apiVersion: v1
        kind: Node
        metadata: {name: w2, annotations: {flannel.alpha.coreos.com/kube-subnet-manager: "true", flannel.alpha.coreos.com/public-ip: 10.0.0.2, flannel.alpha.coreos.com/backend-type: vxlan, flannel.alpha.coreos.com/backend-data: '{"VNI": 1, "VtepMAC": "02:00:00:00:00:02"}'}}
        spec: {podCIDR: 10.244.2.0/24}
        status: {addresses: [{type: InternalIP, address: 10.0.0.2}]}
        """;

    public static string With(string text, string instead) => Healthy.Replace(text, instead, StringComparison.Ordinal);
}
