using PolicyEngine.Dataplane.Flannel;

namespace PolicyEngine.Dataplane.Datastore.Reading;

/// <summary>Reads how Flannel is set up, and who runs beside it.</summary>
internal static class FlannelReader
{
    private const string Key = "net-conf.json";

    public static void ReadConfig(Fields data, DatastoreContents contents)
    {
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

    public static void ReadDaemonSet(string name, DatastoreContents contents)
    {
        contents.HasFlannel |= name == "kube-flannel-ds";
        contents.HasCanal |= name == "canal";
        contents.HasFelix |= name == "calico-node";
    }

    /// <summary>Takes a pod for one of the DaemonSet that its name tells, where the cluster's own pods are.</summary>
    public static void ReadPod(Resource pod, DatastoreContents contents)
    {
        if (pod.Namespace is "kube-system" or "kube-flannel" or "calico-system" && pod.Name.LastIndexOf('-') is > 0 and var end)
        {
            ReadDaemonSet(pod.Name[..end], contents);
        }
    }
}
