using System.Collections.Immutable;
using PolicyEngine.Model;

namespace PolicyEngine.Queries;

/// <summary>The names of what a <see cref="Query"/> can be about, for completion.</summary>
public static class PartyNames
{
    /// <summary>All of them in ordinal order. An address, a selector and much else can be asked about too.</summary>
    /// <param name="model">The cluster.</param>
    public static ImmutableArray<string> Of(PolicyModel model)
    {
        ArgumentNullException.ThrowIfNull(model);
        var names = new SortedSet<string>(StringComparer.Ordinal) { "external" };
        foreach (Endpoint endpoint in model.Endpoints)
        {
            names.Add(endpoint.ToString());
            if (endpoint.Workload.Split('/') is [var kind, var workload])
            {
                names.Add($"{kind}/{endpoint.Namespace}/{workload}");
            }

            if (endpoint.ServiceAccount.Length > 0)
            {
                names.Add($"sa/{endpoint.Namespace}/{endpoint.ServiceAccount}");
            }
        }

        names.UnionWith(model.Namespaces.Select(space => $"ns/{space.Name}"));
        names.UnionWith(model.Services.Select(service => $"svc/{service.Namespace}/{service.Name}"));
        names.UnionWith(model.Nodes.Select(node => $"node/{node.Name}"));
        names.UnionWith(model.NetworkSets.Select(set => set.Namespace.Length == 0 ? $"netset/{set.Name}" : $"netset/{set.Namespace}/{set.Name}"));
        return [.. names];
    }

    /// <summary>Those of the names that begin with a text.</summary>
    /// <param name="names">The names, as <see cref="Of"/> gives them.</param>
    /// <param name="prefix">The text.</param>
    public static IEnumerable<string> StartingWith(ImmutableArray<string> names, string prefix)
    {
        ArgumentNullException.ThrowIfNull(prefix);
        int first = names.BinarySearch(prefix, StringComparer.Ordinal);
        for (int place = first < 0 ? ~first : first; place < names.Length && names[place].StartsWith(prefix, StringComparison.Ordinal); place++)
        {
            yield return names[place];
        }
    }
}
