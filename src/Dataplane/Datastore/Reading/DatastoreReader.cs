using PolicyEngine.Dataplane.Bgp;
using PolicyEngine.Dataplane.Calico;
using PolicyEngine.Documents;
using PolicyEngine.Model;

namespace PolicyEngine.Dataplane.Datastore.Reading;

/// <summary>Reads the resources that the network is made of; all others are passed over.</summary>
internal static class DatastoreReader
{
    public static DatastoreContents Read(IEnumerable<MappingNode> documents, PolicyModel model, string defaultNamespace)
    {
        DatastoreContents contents = new(CalicoSettings.Of(model));
        foreach (MappingNode document in documents)
        {
            Resource resource = new(document, contents.Diagnostics, defaultNamespace);
            contents.Places[resource.Reference] = resource.Span;
            if (resource.IsCalico)
            {
                ReadCalico(resource, contents);
            }
            else
            {
                ReadKubernetes(resource, contents);
            }
        }

        RouteOwners owners = contents.RouteOwners;
        contents.Bgp = BgpConfigurationReader.Read(contents.BgpSpec, BgpConfiguration.Default with { ProgramClusterRoutes = owners.Bird });
        contents.Settings = FelixReader.Merge(contents.Felix, model.Felix, contents.Settings with { FelixRoutes = owners.Felix, BirdRoutes = owners.Bird });
        return contents;
    }

    private static void ReadCalico(Resource resource, DatastoreContents contents)
    {
        contents.HasFelix = true;
        contents.HasBgp |= resource.Kind is "BGPPeer" or "BGPConfiguration";
        contents.HasCalico |= resource.Kind is "Node" or "IPPool" or "IPAMBlock" or "BlockAffinity";
        switch (resource.Kind)
        {
            case "Node":
                contents.Nodes[resource.Name] = NodeReader.ReadCalico(resource, contents.Node(resource.Name));
                break;
            case "IPPool":
                PoolReader.Read(resource, contents);
                break;
            case "IPAMBlock":
                BlockReader.Read(resource, contents);
                break;
            case "BlockAffinity":
                AffinityReader.Read(resource, contents);
                break;
            case "IPAMHandle":
                HandleReader.Read(resource, contents);
                break;
            case "IPAMConfig" or "IPAMConfiguration" when resource.Name == "default":
                contents.IpamConfig = IpamConfigReader.Read(resource.Spec);
                break;
            case "IPReservation":
                contents.Reserved.AddRange(resource.Spec.Prefixes("reservedCIDRs"));
                break;
            case "BGPPeer":
                contents.BgpPeers[resource.Name] = BgpPeerReader.Read(resource);
                break;
            case "BGPConfiguration" when resource.Name == "default":
                contents.BgpSpec = resource.Spec;
                break;
            case "ClusterInformation" when resource.Name == "default":
                contents.CalicoVersion = resource.Spec.Text("calicoVersion");
                break;
            case "FelixConfiguration":
                contents.Felix[resource.Name] = resource.Spec;
                break;
        }
    }

    private static void ReadKubernetes(Resource resource, DatastoreContents contents)
    {
        switch (resource.Group, resource.Kind)
        {
            case ("", "Node"):
                NodeReader.ReadKubernetes(resource, contents);
                break;
            case ("", "Service"):
                contents.Services[resource.Reference] = ServiceReader.Read(resource);
                break;
            case ("", "Endpoints"):
                contents.Endpoints[resource.Reference] = EndpointsReader.Read(resource);
                break;
            case ("discovery.k8s.io", "EndpointSlice"):
                contents.Slices[resource.Reference] = EndpointSliceReader.Read(resource);
                break;
            case ("networking.k8s.io", "ServiceCIDR"):
                contents.Proxy = contents.Proxy with { ServiceRanges = [.. contents.Proxy.ServiceRanges.Union(resource.Spec.Prefixes("cidrs"))] };
                break;
            case ("apps", "DaemonSet"):
                TerwayReader.ReadDaemonSet(resource.Name, contents);
                FlannelReader.ReadDaemonSet(resource.Name, resource.Spec.Object("template").Object("spec"), contents);
                break;
            case ("", "Pod"):
                FlannelReader.ReadPod(resource, contents);
                break;
            case ("", "ConfigMap"):
                ConfigMapReader.Read(resource, contents);
                break;
        }
    }
}
