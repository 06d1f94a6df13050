using PolicyEngine.Dataplane.Flannel;

namespace PolicyEngine.Dataplane.Datastore.Reading;

/// <summary>Reads how Flannel is set up, and who runs beside it.</summary>
internal static class FlannelReader
{
    private const string Key = "net-conf.json";

    public static void ReadConfig(Fields data, DatastoreContents contents)
    {
        contents.BridgeMasquerades = DelegateOf(data.Embedded("cni-conf.json")).Flag("ipMasq") ?? contents.BridgeMasquerades;
        if (data.Text(Key) is not { } text)
        {
            return;
        }

        FlannelResult<FlannelConfig> read = FlannelConfig.Read(text);
        (contents.Flannel, contents.FlannelSpan, contents.HasFlannel) = (read, data.Value(Key)!.Span, true);
        if (read.Error is { } error)
        {
            data.Report(DatastoreDiagnostics.MalformedText, contents.FlannelSpan, $"`{Key}`: {error.Message}");
        }
    }

    /// <summary>Reads a DaemonSet, by its name and what its pods run.</summary>
    public static void ReadDaemonSet(string name, Fields pod, DatastoreContents contents)
    {
        if (name is "kube-flannel-ds" or "canal")
        {
            contents.FlannelMasquerades = FlannelDaemonReader.Masquerades(pod) ?? contents.FlannelMasquerades;
        }

        contents.HasFlannel |= name == "kube-flannel-ds";
        contents.HasCanal |= name == "canal";
        contents.HasFelix |= name == "calico-node";
    }

    /// <summary>Takes a pod for one of the DaemonSet that its name tells, where the cluster's own pods are.</summary>
    public static void ReadPod(Resource pod, DatastoreContents contents)
    {
        if (pod.Namespace is "kube-system" or "kube-flannel" or "calico-system" && pod.Name.LastIndexOf('-') is > 0 and var end)
        {
            ReadDaemonSet(pod.Name[..end], pod.Spec, contents);
        }
    }

    /// <summary>What Flannel's CNI plugin hands on to the plugin that connects pods, in a chain of plugins or alone.</summary>
    private static Fields DelegateOf(Fields config) =>
        config.Objects("plugins").Select(plugin => plugin.Object("delegate")).FirstOrDefault(found => found.Node is not null) is { Node: not null } chained
            ? chained
            : config.Object("delegate");
}
