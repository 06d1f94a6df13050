using System.Collections.Immutable;
using PolicyEngine.Documents;

namespace PolicyEngine.Binding.Kubernetes;

/// <summary>Reads those annotations of pods that bear on how Calico treats their traffic.</summary>
internal static class PodAnnotations
{
    /// <summary>The blocks that a pod may send from though they are not its own, as a JSON list.</summary>
    public const string SpoofedSources = "cni.projectcalico.org/allowedSourcePrefixes";

    private const string FloatingAddresses = "cni.projectcalico.org/floatingIPs";
    private const string QualityPrefix = "qos.projectcalico.org/";

    public static ImmutableArray<KeyValuePair<string, string>> Read(MappingNode? metadata)
    {
        if (metadata?["annotations"] is not MappingNode annotations)
        {
            return [];
        }

        List<KeyValuePair<string, string>>? found = null;
        foreach (MappingEntry entry in annotations.Entries)
        {
            if (entry.Value is ScalarNode value
                && (entry.Key.Text is SpoofedSources or FloatingAddresses || entry.Key.Text.StartsWith(QualityPrefix, StringComparison.Ordinal)))
            {
                (found ??= []).Add(KeyValuePair.Create(entry.Key.Text, value.Text));
            }
        }

        return found is null ? [] : [.. found];
    }
}
