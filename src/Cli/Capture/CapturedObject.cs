using System.Text.Json.Nodes;

namespace PolicyEngine.Cli.Capture;

/// <summary>Leaves out of objects what nobody needs who looks at their network.</summary>
internal static class CapturedObject
{
    // What networks keep in annotations.
    private static readonly string[] s_annotations = ["projectcalico.org/", "cni.projectcalico.org/", "qos.projectcalico.org/", "flannel.alpha.coreos.com/", "k8s.aliyun.com/", "ignore-check.", "netpol"];

    /// <summary>Leaves out who wrote which field when, and the text that was applied.</summary>
    public static void Trim(JsonObject item)
    {
        if (item["metadata"] is JsonObject metadata)
        {
            metadata.Remove("managedFields");
            if (metadata["annotations"] is JsonObject annotations)
            {
                annotations.Remove("kubectl.kubernetes.io/last-applied-configuration");
            }
        }
    }

    /// <summary>
    /// Leaves out all but what decides about traffic: of containers names and ports, of annotations those of networks, of statuses addresses and
    /// phases. Names, labels and addresses stay.
    /// </summary>
    public static void Redact(JsonObject item)
    {
        RedactMetadata(item);
        switch (item["kind"] is JsonValue kind && kind.TryGetValue(out string? name) ? name : null)
        {
            case "Pod":
                RedactPod(item["spec"] as JsonObject);
                Keep(item["status"] as JsonObject, "phase", "reason", "podIP", "podIPs", "hostIP", "hostIPs");
                break;
            case "Node":
                Keep(item["spec"] as JsonObject, "podCIDR", "podCIDRs", "providerID", "taints", "unschedulable");
                Keep(item["status"] as JsonObject, "addresses");
                break;
            case "ServiceAccount":
                Keep(item, "apiVersion", "kind", "metadata");
                break;
            case "Deployment" or "ReplicaSet" or "StatefulSet" or "DaemonSet" or "ReplicationController" or "Job":
                RedactWorkload(item["spec"] as JsonObject);
                item.Remove("status");
                break;
            case "CronJob":
                RedactWorkload(At(item, "spec", "jobTemplate", "spec"));
                item.Remove("status");
                break;
        }
    }

    private static void RedactMetadata(JsonObject? item)
    {
        if (item?["metadata"] is not JsonObject metadata)
        {
            return;
        }

        if (metadata["annotations"] is JsonObject annotations)
        {
            foreach (string name in annotations.Select(entry => entry.Key).Where(name => !s_annotations.Any(known => name.StartsWith(known, StringComparison.Ordinal))).ToArray())
            {
                annotations.Remove(name);
            }
        }
    }

    private static void RedactWorkload(JsonObject? spec)
    {
        Keep(spec, "template", "selector", "replicas", "jobTemplate");
        RedactMetadata(spec?["template"] as JsonObject);
        RedactPod(At(spec, "template", "spec"));
    }

    private static void RedactPod(JsonObject? spec)
    {
        Keep(spec, "nodeName", "serviceAccountName", "serviceAccount", "hostNetwork", "hostname", "subdomain", "containers", "initContainers");
        foreach (JsonNode? container in (spec?["containers"] as JsonArray ?? []).Concat(spec?["initContainers"] as JsonArray ?? []))
        {
            Keep(container as JsonObject, "name", "ports", "restartPolicy");
        }
    }

    /// <summary>The object at the end of a path; null where there is none.</summary>
    private static JsonObject? At(JsonObject? item, params ReadOnlySpan<string> path)
    {
        foreach (string field in path)
        {
            item = item?[field] as JsonObject;
        }

        return item;
    }

    private static void Keep(JsonObject? item, params string[] fields)
    {
        foreach (string field in (item ?? []).Select(entry => entry.Key).Except(fields, StringComparer.Ordinal).ToArray())
        {
            item!.Remove(field);
        }
    }
}
