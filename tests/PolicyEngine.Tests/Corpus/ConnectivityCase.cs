using System.Text.Json;
using PolicyEngine.Model;

namespace PolicyEngine.Tests.Corpus;

/// <summary>A cluster with the connectivity that the other analyser lists for it.</summary>
internal sealed class ConnectivityCase(string folder, JsonElement about)
{
    public string Name => about.GetProperty("name").GetString()!;

    /// <summary>Whether the analyser answered; otherwise it refused the input.</summary>
    public bool IsAnswered => about.GetProperty("result").GetString() == "ok";

    /// <summary>What the analyser does in this case that an engine should not; null elsewhere.</summary>
    public string? Quirk => about.TryGetProperty("quirk", out JsonElement quirk) ? quirk.GetString() : null;

    public static IEnumerable<ConnectivityCase> All()
    {
        string root = Path.Combine(TestKit.Corpus.Folder!, "npguard", "cases");
        foreach (string folder in Directory.GetDirectories(root).Order(StringComparer.Ordinal))
        {
            yield return Of(Path.GetFileName(folder));
        }
    }

    public static ConnectivityCase Of(string name)
    {
        string folder = Path.Combine(TestKit.Corpus.Folder!, "npguard", "cases", name);
        using var about = JsonDocument.Parse(File.ReadAllText(Path.Combine(folder, "case.json")));
        return new ConnectivityCase(folder, about.RootElement.Clone());
    }

    /// <summary>Whether it can be compared: the analyser knows nothing of Calico and the newer cluster policies, and takes a namespace's word for its name.</summary>
    public bool IsComparable => IsAnswered && Quirk is null && Name != "probe_namespace_overrides_name_label"
        && !about.GetProperty("kinds").EnumerateObject().Any(kind => kind.Name is "GlobalNetworkPolicy" or "ClusterNetworkPolicy");

    /// <summary>The workloads that the analyser knows: it leaves out documents with mistakes that an engine may well read.</summary>
    public HashSet<string> Peers() => [.. about.GetProperty("peers").EnumerateArray().Select(peer => peer.GetString()!)];

    /// <summary>The rows that are expected, without the analyser's own ingress controller.</summary>
    public HashSet<string> Rows()
    {
        using var list = JsonDocument.Parse(File.ReadAllText(Path.Combine(folder, "list.json")));
        return [.. list.RootElement.EnumerateArray().Select(Row).Where(row => !row.StartsWith('{'))];
    }

    /// <summary>
    /// The cluster as the analyser sees it: pods have no addresses, all run on the pod network, and those that finished are
    /// there still.
    /// </summary>
    public PolicySnapshot Load()
    {
        var options = new LoadOptions { Profile = EnforcementProfile.ExternalBlocks };
        PolicyModel model = new PolicyLoader(options).LoadPaths([Path.Combine(folder, "input")]).Snapshot.Model;
        return PolicySnapshot.Compile(model with
        {
            Endpoints = [.. model.Endpoints.Select(endpoint => endpoint with
            {
                Kind = endpoint.Kind is EndpointKind.HostNetworkPod or EndpointKind.FinishedPod ? EndpointKind.Pod : endpoint.Kind,
                Addresses = [],
            })],
        });
    }

    private static string Row(JsonElement row)
    {
        IEnumerable<string> connections = row.GetProperty("connections").EnumerateArray().Select(
            connection => $"{connection.GetProperty("protocol").GetString()} {connection.GetProperty("ports").GetString()}");
        return $"{row.GetProperty("src").GetString()} -> {row.GetProperty("dst").GetString()}: {string.Join("; ", connections)}";
    }
}
