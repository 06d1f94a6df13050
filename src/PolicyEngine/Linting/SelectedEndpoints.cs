using System.Collections.Immutable;
using System.Runtime.InteropServices;
using PolicyEngine.Model;
using PolicyEngine.Selectors;
using PolicyEngine.Selectors.Indexing;

namespace PolicyEngine.Linting;

/// <summary>Which of some endpoints each selector of a model's policies holds for. Every distinct set of labels is looked at once.</summary>
internal sealed class SelectedEndpoints
{
    private readonly EndpointList _all;
    private readonly ImmutableArray<Endpoint> _meant;
    private readonly Dictionary<Selector, ImmutableArray<Endpoint>> _bySelector = [];
    private readonly Lazy<Dictionary<LabelSet, int[]>> _byLabels;

    /// <param name="model">The model.</param>
    /// <param name="isMeant">Which of its endpoints.</param>
    /// <param name="earlier">The same of a model that this one came from; null where there is none.</param>
    /// <param name="cancellation">Stops the work.</param>
    public SelectedEndpoints(PolicyModel model, Func<Endpoint, bool> isMeant, SelectedEndpoints? earlier, CancellationToken cancellation)
    {
        _all = model.Endpoints;
        SelectedEndpoints? same = ReferenceEquals(earlier?._all, model.Endpoints) ? earlier : null;
        _meant = same?._meant ?? [.. model.Endpoints.Where(isMeant)];
        var unknown = new List<Selector>();
        foreach (Selector selector in model.Policies.SelectMany(SelectorsOf))
        {
            ref ImmutableArray<Endpoint> selected = ref CollectionsMarshal.GetValueRefOrAddDefault(_bySelector, selector, out bool exists);
            if (!exists && same?._bySelector.TryGetValue(selector, out selected) != true)
            {
                unknown.Add(selector);
            }
        }

        if (unknown.Count > 0)
        {
            Select(unknown, cancellation);
        }

        _byLabels = new Lazy<Dictionary<LabelSet, int[]>>(() => ByLabels(_bySelector.Keys));
    }

    /// <summary>The endpoints that a selector holds for, in order.</summary>
    public ImmutableArray<Endpoint> Of(Selector selector) =>
        _bySelector.TryGetValue(selector, out ImmutableArray<Endpoint> known) ? known : [.. _meant.Where(endpoint => selector.Matches(endpoint.Labels))];

    /// <summary>Whether some selector holds for one of two of the endpoints and not for the other.</summary>
    public bool TellsApart(Endpoint one, Endpoint other) => !_byLabels.Value[one.Labels].AsSpan().SequenceEqual(_byLabels.Value[other.Labels]);

    private void Select(List<Selector> unknown, CancellationToken cancellation)
    {
        Dictionary<LabelSet, int[]> byLabels = ByLabels(unknown);
        var builders = new ImmutableArray<Endpoint>.Builder?[unknown.Count];
        foreach (Endpoint endpoint in _meant)
        {
            cancellation.ThrowIfCancellationRequested();
            foreach (int match in byLabels[endpoint.Labels])
            {
                (builders[match] ??= ImmutableArray.CreateBuilder<Endpoint>()).Add(endpoint);
            }
        }

        for (int number = 0; number < unknown.Count; number++)
        {
            _bySelector[unknown[number]] = builders[number]?.DrainToImmutable() ?? [];
        }
    }

    /// <summary>Which of some selectors, by their places, hold for the labels of each endpoint.</summary>
    private Dictionary<LabelSet, int[]> ByLabels(IEnumerable<Selector> selectors)
    {
        var index = SelectorIndex.Create([.. selectors]);
        var matches = new List<int>();
        var byLabels = new Dictionary<LabelSet, int[]>();
        foreach (Endpoint endpoint in _meant)
        {
            ref int[]? known = ref CollectionsMarshal.GetValueRefOrAddDefault(byLabels, endpoint.Labels, out bool exists);
            if (!exists)
            {
                index.Match(endpoint.Labels, matches);
                known = [.. matches];
            }
        }

        return byLabels;
    }

    private static IEnumerable<Selector> SelectorsOf(Policy policy) => policy.Ingress.Concat(policy.Egress)
        .SelectMany(rule => new[] { rule.Source.Selector, rule.Source.NotSelector, rule.Destination.Selector, rule.Destination.NotSelector })
        .OfType<Selector>()
        .Prepend(policy.Subject);
}
