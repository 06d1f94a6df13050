using PolicyEngine.Compilation;
using PolicyEngine.Queries.Futures;
using PolicyEngine.Selectors;
using PolicyEngine.Sets;

namespace PolicyEngine.Linting.Facts;

/// <summary>
/// Peers that no policy knows: a pod without labels in a namespace without labels, and an address of the internet that rules
/// say least about. What is open to both is open to everybody.
/// </summary>
internal sealed class Strangers
{
    private const string Name = "np-lint-stranger";

    private readonly EvaluationGraph _graph;
    private readonly Dictionary<IpFamily, AddressClass> _pods = [];
    private readonly Dictionary<IpFamily, IpAddress> _outside = [];

    public Strangers(LintContext context) => _graph = context.Snapshot.Graph;

    /// <summary>The labels of a pod that was given none.</summary>
    public static LabelSet Labels { get; } = FuturePeers.LabelsIn(Name, LabelSet.Empty);

    /// <summary>The strange pod, whose address is in no block but those of all addresses.</summary>
    public AddressClass Pod(IpFamily family)
    {
        lock (_pods)
        {
            if (!_pods.TryGetValue(family, out AddressClass? known))
            {
                known = new FuturePeers(_graph).ClassOf(Labels, family);
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
