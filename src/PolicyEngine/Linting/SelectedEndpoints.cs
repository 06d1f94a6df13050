using System.Collections.Immutable;
using PolicyEngine.Model;
using PolicyEngine.Selectors;
using PolicyEngine.Selectors.Indexing;

namespace PolicyEngine.Linting;

/// <summary>Which endpoints each selector of a model's policies holds for. Every distinct set of labels is looked at once.</summary>
internal sealed class SelectedEndpoints
{
    private readonly ImmutableArray<Endpoint> _endpoints;
    private readonly Dictionary<Selector, ImmutableArray<Endpoint>> _bySelector = [];

    public SelectedEndpoints(PolicyModel model, CancellationToken cancellation)
    {
        _endpoints = [.. model.Endpoints.Where(endpoint => endpoint.LendsLabels && !endpoint.IsMissing)];
        Selector[] selectors = [.. model.Policies.SelectMany(SelectorsOf).Distinct()];
        var index = SelectorIndex.Create(selectors);
        var builders = new List<Endpoint>?[selectors.Length];
        var matches = new List<int>();
        foreach (IGrouping<LabelSet, Endpoint> alike in _endpoints.GroupBy(endpoint => endpoint.Labels))
        {
            cancellation.ThrowIfCancellationRequested();
            index.Match(alike.Key, matches);
            foreach (int match in matches)
            {
                (builders[match] ??= []).AddRange(alike);
            }
        }

        for (int number = 0; number < selectors.Length; number++)
        {
            _bySelector[selectors[number]] = builders[number] is { } found ? [.. found.OrderBy(endpoint => endpoint.Namespace, StringComparer.Ordinal).ThenBy(endpoint => endpoint.Name, StringComparer.Ordinal)] : [];
        }
    }

    public ImmutableArray<Endpoint> Of(Selector selector) =>
        _bySelector.TryGetValue(selector, out ImmutableArray<Endpoint> known) ? known : [.. _endpoints.Where(endpoint => selector.Matches(endpoint.Labels))];

    private static IEnumerable<Selector> SelectorsOf(Policy policy) => policy.Ingress.Concat(policy.Egress)
        .SelectMany(rule => new[] { rule.Source.Selector, rule.Source.NotSelector, rule.Destination.Selector, rule.Destination.NotSelector })
        .OfType<Selector>()
        .Prepend(policy.Subject);
}
