using PolicyEngine.Binding;
using PolicyEngine.Compilation;
using PolicyEngine.Model;
using PolicyEngine.Selectors;
using PolicyEngine.Sets;

namespace PolicyEngine.Linting.Facts;

/// <summary>
/// Peers that no policy knows: a pod without labels in a namespace without labels, and an address of the internet that rules
/// say least about. What is open to both is open to everybody.
/// </summary>
internal sealed class Strangers
{
    // Of no graph, and so never the number of another class.
    private const int Id = int.MaxValue;
    private const string Name = "np-lint-stranger";

    private readonly EvaluationGraph _graph;
    private readonly int[] _peerSelectors;
    private readonly Dictionary<IpFamily, AddressClass> _pods = [];
    private readonly Dictionary<IpFamily, IpAddress> _outside = [];

    public Strangers(LintContext context)
    {
        _graph = context.Snapshot.Graph;
        PredicateTable predicates = _graph.Predicates;
        _peerSelectors = [.. Enumerable.Range(0, predicates.Selectors.Count).Where(number => predicates.IsPeerSelector[number] && predicates.Selectors[number].Matches(Labels))];
    }

    /// <summary>The labels of a pod that was given none.</summary>
    public static LabelSet Labels { get; } = LabelSet.Create(
    [
        new(CalicoLabels.Namespace, Name),
        new(CalicoLabels.Orchestrator, "k8s"),
        new(CalicoLabels.ServiceAccount, "default"),
        new(CalicoLabels.NamespacePrefix + CalicoLabels.MetadataName, Name),
        new(CalicoLabels.NamespacePrefix + CalicoLabels.Name, Name),
        new(CalicoLabels.ServiceAccountPrefix + CalicoLabels.Name, "default"),
    ]);

    /// <summary>The strange pod, whose address is in no block but those of all addresses.</summary>
    public AddressClass Pod(IpFamily family)
    {
        lock (_pods)
        {
            if (!_pods.TryGetValue(family, out AddressClass? known))
            {
                known = Make(family);
                _pods.Add(family, known);
            }

            return known;
        }
    }

    /// <summary>The first address of the widest range of the internet in which rules tell nothing apart.</summary>
    public IpAddress Address(IpFamily family)
    {
        lock (_outside)
        {
            if (!_outside.TryGetValue(family, out IpAddress known))
            {
                known = Widest(family == IpFamily.V4 ? PublicAddresses.V4 : PublicAddresses.V6);
                _outside.Add(family, known);
            }

            return known;
        }
    }

    /// <summary>The class of <see cref="Address"/>.</summary>
    public AddressClass Outside(IpFamily family) => _graph.Classes[_graph.Find(Address(family)).Class];

    private AddressClass Make(IpFamily family)
    {
        int[] sets = [.. Enumerable.Range(0, _graph.Predicates.AddressSets.Count).Where(number => _graph.Predicates.AddressSets[number] is var set
            && (family == IpFamily.V4 ? set.V4.IsFull : set.V6.IsFull) && !(_graph.Model.Profile.BlocksAreOutside && _graph.Predicates.IsBlock[number]))];
        return new AddressClass
        {
            Id = Id,
            Family = family,
            IsAddressKnown = false,
            Selectors = new Signature(Id, _peerSelectors),
            AddressSets = new Signature(Id, sets),
            PossibleSelectors = new Signature(Id, []),
            PossibleAddressSets = new Signature(Id, []),
            Owners = [],
        };
    }

    private IpAddress Widest(AddressSet addresses)
    {
        IpAddress best = addresses.Lowest!.Value;
        UInt128 width = 0;
        foreach ((IpAddress low, IpAddress high) in _graph.Ranges(addresses))
        {
            UInt128 size = (UInt128)high.Value - (UInt128)low.Value;
            if (size > width)
            {
                (best, width) = (low, size);
            }
        }

        return best;
    }
}
