using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using PolicyEngine.Model;

namespace PolicyEngine.Queries;

/// <summary>The names of what a <see cref="Query"/> can be about, for completion.</summary>
public static class PartyNames
{
    // Of names that differ in nothing but case those in capitals come first, and so does the prefix in capitals before all that begin with it.
    private static readonly Comparer<string> s_order = Comparer<string>.Create((left, right) =>
        string.Compare(left, right, StringComparison.OrdinalIgnoreCase) is not 0 and var order ? order : string.CompareOrdinal(left, right));

    // Whoever asks for one name that is not there may ask for many.
    private static readonly ConditionalWeakTable<PolicyModel, StrongBox<ImmutableArray<string>>> s_known = [];

    /// <summary>All of them, in an order without regard to case. An address, a selector and much else can be asked about too.</summary>
    /// <param name="model">The cluster.</param>
    public static ImmutableArray<string> Of(PolicyModel model)
    {
        ArgumentNullException.ThrowIfNull(model);
        return s_known.GetValue(model, static model => new StrongBox<ImmutableArray<string>>(NamesIn(model))).Value;
    }

    private static ImmutableArray<string> NamesIn(PolicyModel model)
    {
        var names = new SortedSet<string>(s_order) { "external" };
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

    /// <summary>Those of the names that begin with a text, in either case: questions take the kinds of names so.</summary>
    /// <param name="names">The names, as <see cref="Of"/> gives them.</param>
    /// <param name="prefix">The text.</param>
    public static IEnumerable<string> StartingWith(ImmutableArray<string> names, string prefix)
    {
        ArgumentNullException.ThrowIfNull(prefix);
        if (names.IsDefault)
        {
            yield break;
        }

        int first = names.BinarySearch(prefix.ToUpperInvariant(), s_order);
        for (int place = first < 0 ? ~first : first; place < names.Length && names[place].StartsWith(prefix, StringComparison.OrdinalIgnoreCase); place++)
        {
            yield return names[place];
        }
    }
}
