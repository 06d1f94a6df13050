using System.Collections.Immutable;
using PolicyEngine.Model;
using PolicyEngine.Selectors;
using PolicyEngine.Selectors.Indexing;

namespace PolicyEngine.Linting;

/// <summary>Which of some endpoints each selector of a model's policies holds for. Every distinct set of labels is looked at once.</summary>
internal sealed class SelectedEndpoints
{
    private readonly ImmutableArray<Endpoint> _endpoints;
    private readonly Dictionary<Selector, ImmutableArray<Endpoint>> _bySelector = [];
    private readonly Dictionary<LabelSet, ImmutableArray<int>> _byLabels = [];

    public SelectedEndpoints(PolicyModel model, IEnumerable<Endpoint> endpoints, CancellationToken cancellation)
    {
        _endpoints = [.. endpoints];
        Selector[] selectors = [.. model.Policies.SelectMany(SelectorsOf).Distinct()];
        var index = SelectorIndex.Create(selectors);
        var builders = new List<Endpoint>?[selectors.Length];
        var matches = new List<int>();
        foreach (IGrouping<LabelSet, Endpoint> alike in _endpoints.GroupBy(endpoint => endpoint.Labels))
        {
            cancellation.ThrowIfCancellationRequested();
            index.Match(alike.Key, matches);
            _byLabels.Add(alike.Key, [.. matches]);
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

    /// <summary>Whether some selector holds for one of two of the endpoints and not for the other.</summary>
    public bool TellsApart(Endpoint one, Endpoint other) => !_byLabels[one.Labels].AsSpan().SequenceEqual(_byLabels[other.Labels].AsSpan());

    private static IEnumerable<Selector> SelectorsOf(Policy policy) => policy.Ingress.Concat(policy.Egress)
        .SelectMany(rule => new[] { rule.Source.Selector, rule.Source.NotSelector, rule.Destination.Selector, rule.Destination.NotSelector })
        .OfType<Selector>()
        .Prepend(policy.Subject);
}
