using PolicyEngine.Binding;
using PolicyEngine.Compilation;
using PolicyEngine.Model;
using PolicyEngine.Selectors;
using PolicyEngine.Sets;

namespace PolicyEngine.Queries.Futures;

/// <summary>What pods that do not exist are to rules that ask for peers. Their addresses lie in no block but those of all addresses.</summary>
internal sealed class FuturePeers(EvaluationGraph graph)
{
    // Of no graph, and so never the number of another class.
    private const int Id = int.MaxValue;

    /// <summary>The effective labels of a pod that was given none, in a namespace.</summary>
    /// <param name="namespace">The namespace's name.</param>
    /// <param name="labels">The namespace's labels.</param>
    public static LabelSet LabelsIn(string @namespace, LabelSet labels)
    {
        var effective = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            [CalicoLabels.Namespace] = @namespace,
            [CalicoLabels.Orchestrator] = "k8s",
            [CalicoLabels.ServiceAccount] = "default",
            [CalicoLabels.NamespacePrefix + CalicoLabels.MetadataName] = @namespace,
            [CalicoLabels.NamespacePrefix + CalicoLabels.Name] = @namespace,
            [CalicoLabels.ServiceAccountPrefix + CalicoLabels.Name] = "default",
        };
        foreach ((string key, string value) in labels)
        {
            effective[CalicoLabels.NamespacePrefix + key] = value;
        }

        return LabelSet.Create(effective);
    }

    /// <summary>The class of such a pod.</summary>
    /// <param name="labels">Its effective labels.</param>
    /// <param name="family">The family of its address.</param>
    public AddressClass ClassOf(LabelSet labels, IpFamily family)
    {
        PredicateTable predicates = graph.Predicates;
        var satisfied = new List<int>();
        var matches = new List<int>();
        foreach ((SelectorIndex index, int first) in predicates.Indexes)
        {
            index.Match(labels, matches);
            satisfied.AddRange(matches.Select(match => match + first).Where(number => predicates.IsPeerSelector[number]));
        }

        satisfied.Sort();
        int[] sets = [.. Enumerable.Range(0, predicates.AddressSets.Count).Where(number => predicates.AddressSets[number] is var set
            && (family == IpFamily.V4 ? set.V4.IsFull : set.V6.IsFull) && !(graph.Model.Profile.BlocksAreOutside && predicates.IsBlock[number]))];
        return new AddressClass
        {
            Id = Id,
            Family = family,
            IsAddressKnown = false,
            Selectors = new Signature(Id, [.. satisfied]),
            AddressSets = new Signature(Id, sets),
            PossibleSelectors = new Signature(Id, []),
            PossibleAddressSets = new Signature(Id, []),
            Owners = [],
        };
    }
}
