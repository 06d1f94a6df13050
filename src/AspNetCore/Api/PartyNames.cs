using System.Collections.Immutable;
using PolicyEngine.Model;

namespace PolicyEngine.AspNetCore.Api;

/// <summary>The names of what can be asked about, as <c>netpol can</c> takes them.</summary>
internal static class PartyNames
{
    /// <summary>All of them in ordinal order.</summary>
    public static ImmutableArray<string> Of(PolicyModel model)
    {
        var names = new SortedSet<string>(StringComparer.Ordinal) { "external" };
        foreach (Endpoint endpoint in model.Endpoints)
        {
            names.Add(endpoint.ToString());
            if (endpoint.Workload.Split('/') is [var kind, var workload])
            {
                names.Add($"{kind}/{endpoint.Namespace}/{workload}");
            }
        }

        names.UnionWith(model.Namespaces.Select(space => $"ns/{space.Name}"));
        names.UnionWith(model.Services.Select(service => $"svc/{service.Namespace}/{service.Name}"));
        names.UnionWith(model.Nodes.Select(node => $"node/{node.Name}"));
        names.UnionWith(model.NetworkSets.Select(set => set.Namespace.Length == 0 ? $"netset/{set.Name}" : $"netset/{set.Namespace}/{set.Name}"));
        return [.. names];
    }

    /// <summary>The first names that begin with a text.</summary>
    public static IEnumerable<string> StartingWith(ImmutableArray<string> names, string prefix)
    {
        int first = names.BinarySearch(prefix, StringComparer.Ordinal);
        for (int place = first < 0 ? ~first : first; place < names.Length && names[place].StartsWith(prefix, StringComparison.Ordinal); place++)
        {
            yield return names[place];
        }
    }
}
