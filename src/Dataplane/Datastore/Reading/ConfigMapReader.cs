namespace PolicyEngine.Dataplane.Datastore.Reading;

/// <summary>Reads the ConfigMaps that the network's agents are installed with.</summary>
internal static class ConfigMapReader
{
    public static void Read(Resource resource, DatastoreContents contents)
    {
        Fields data = resource.Root.Object("data");
        switch (resource.Name)
        {
            case "calico-config":
                contents.PodMtu = data.Number("veth_mtu", 0, ushort.MaxValue) is > 0 and var mtu ? (int)mtu : null;
                break;
            case "kube-flannel-cfg":
                FlannelReader.ReadConfig(data, contents);
                break;
            case "canal-config":
                contents.HasCanal = true;
                FlannelReader.ReadConfig(data, contents);
                break;
            case "eni-config":
                TerwayReader.ReadConfig(data, contents);
                break;
            case "kube-proxy":
                ProxyReader.Read(data.Embedded("config.conf"), contents);
                break;
            case "kubeadm-config":
                ReadKubeadm(data.Embedded("ClusterConfiguration").Object("networking"), contents);
                break;
        }
    }

    private static void ReadKubeadm(Fields networking, DatastoreContents contents) => contents.Proxy = contents.Proxy with
    {
        PodRanges = contents.Proxy.PodRanges.IsEmpty ? [.. networking.Ranges("podSubnet")] : contents.Proxy.PodRanges,
        ServiceRanges = [.. contents.Proxy.ServiceRanges.Union(networking.Ranges("serviceSubnet"))],
    };
}
