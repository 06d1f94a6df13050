using System.Collections.Immutable;
using PolicyEngine.Sets;

namespace PolicyEngine.Dataplane.Dns;

public sealed partial class ClusterDns
{
    private void AddPods(IEnumerable<DnsPod> pods)
    {
        foreach (DnsPod pod in pods)
        {
            string @namespace = pod.Namespace.ToLowerInvariant();
            _namespaces.Add(@namespace);
            _pods.Add((@namespace, pod.Address));
        }
    }

    private ImmutableArray<DnsRecord>? Pods(ImmutableArray<string> below)
    {
        if (_settings.Pods == PodNames.Disabled)
        {
            return null;
        }

        return below switch
        {
            [] => [],
            [var @namespace] => _namespaces.Contains(@namespace) ? [] : null,
            [var label, var @namespace] when DashedAddress.Read(label) is { } address && HasPod(@namespace, address) =>
                [Record(Absolute([label, @namespace, "pod"]), new DnsData.Address(address))],
            _ => null,
        };
    }

    // Matches CoreDNS: unverified names exist for all addresses, though only in namespaces that exist.
    private bool HasPod(string @namespace, IpAddress address) => _settings.Pods == PodNames.Insecure
        ? _namespaces.Contains(@namespace)
        : _pods.Contains((@namespace, address));
}
