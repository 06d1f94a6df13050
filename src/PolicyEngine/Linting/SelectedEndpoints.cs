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
    private readonly ILookup<LabelSet, Endpoint> _endpoints;
    private readonly Dictionary<Selector, ImmutableArray<Endpoint>> _bySelector = [];
    private readonly Lazy<Dictionary<LabelSet, ImmutableArray<int>>> _byLabels;

    /// <param name="model">The model.</param>
    /// <param name="isMeant">Which of its endpoints.</param>
    /// <param name="earlier">The same of a model that this one came from; null where there is none.</param>
    /// <param name="cancellation">Stops the work.</param>
    public SelectedEndpoints(PolicyModel model, Func<Endpoint, bool> isMeant, SelectedEndpoints? earlier, CancellationToken cancellation)
    {
        _all = model.Endpoints;
        SelectedEndpoints? same = ReferenceEquals(earlier?._all, model.Endpoints) ? earlier : null;
        _endpoints = same?._endpoints ?? model.Endpoints.Where(isMeant).ToLookup(endpoint => endpoint.Labels);
        var unknown = new List<Selector>();
        foreach (Selector selector in model.Policies.SelectMany(SelectorsOf))
        {
            ref ImmutableArray<Endpoint> selected = ref CollectionsMarshal.GetValueRefOrAddDefault(_bySelector, selector, out bool exists);
            if (!exists && same?._bySelector.TryGetValue(selector, out selected) != true)
            {
                unknown.Add(selector);
            }
        }

        var index = SelectorIndex.Create([.. unknown]);
        var builders = new List<Endpoint>?[unknown.Count];
        var matches = new List<int>();
        foreach (IGrouping<LabelSet, Endpoint> alike in unknown.Count == 0 ? Enumerable.Empty<IGrouping<LabelSet, Endpoint>>() : _endpoints)
        {
            cancellation.ThrowIfCancellationRequested();
            index.Match(alike.Key, matches);
            foreach (int match in matches)
            {
                (builders[match] ??= []).AddRange(alike);
            }
        }

        for (int number = 0; number < unknown.Count; number++)
        {
            _bySelector[unknown[number]] = Ordered(builders[number] ?? []);
        }

        _byLabels = new Lazy<Dictionary<LabelSet, ImmutableArray<int>>>(ByLabels);
    }

    public ImmutableArray<Endpoint> Of(Selector selector) =>
        _bySelector.TryGetValue(selector, out ImmutableArray<Endpoint> known) ? known : Ordered(_endpoints.Where(alike => selector.Matches(alike.Key)).SelectMany(alike => alike));

    /// <summary>Whether some selector holds for one of two of the endpoints and not for the other.</summary>
    public bool TellsApart(Endpoint one, Endpoint other) => !_byLabels.Value[one.Labels].AsSpan().SequenceEqual(_byLabels.Value[other.Labels].AsSpan());

    private static ImmutableArray<Endpoint> Ordered(IEnumerable<Endpoint> endpoints) =>
        [.. endpoints.OrderBy(endpoint => endpoint.Namespace, StringComparer.Ordinal).ThenBy(endpoint => endpoint.Name, StringComparer.Ordinal)];

    private Dictionary<LabelSet, ImmutableArray<int>> ByLabels()
    {
        var index = SelectorIndex.Create([.. _bySelector.Keys]);
        var matches = new List<int>();
        var byLabels = new Dictionary<LabelSet, ImmutableArray<int>>();
        foreach (IGrouping<LabelSet, Endpoint> alike in _endpoints)
        {
            index.Match(alike.Key, matches);
            byLabels.Add(alike.Key, [.. matches]);
        }

        return byLabels;
    }

    private static IEnumerable<Selector> SelectorsOf(Policy policy) => policy.Ingress.Concat(policy.Egress)
        .SelectMany(rule => new[] { rule.Source.Selector, rule.Source.NotSelector, rule.Destination.Selector, rule.Destination.NotSelector })
        .OfType<Selector>()
        .Prepend(policy.Subject);
}
