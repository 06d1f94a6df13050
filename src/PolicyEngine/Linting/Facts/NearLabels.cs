using PolicyEngine.Binding;
using PolicyEngine.Model;
using PolicyEngine.Queries;
using PolicyEngine.Selectors;

namespace PolicyEngine.Linting.Facts;

/// <summary>A label that a selector asks for, and the one that there is.</summary>
/// <param name="Asked">The label as the selector asks for it.</param>
/// <param name="Found">What there is in its place.</param>
/// <param name="Correction">What to write.</param>
internal sealed record NearLabel(string Asked, string Found, string Correction);

/// <summary>Finds the labels of endpoints that selectors narrowly miss. Not thread-safe.</summary>
internal sealed class NearLabels
{
    private const int MostEdits = 2;
    private const int ShortestName = 3;

    // So many sets of labels with one value in one namespace are tried: those of one application are alike.
    private const int MostTried = 64;

    private static readonly string[] s_usualNames =
    [
        "app", "app.kubernetes.io/component", "app.kubernetes.io/instance", "app.kubernetes.io/name", "component", "k8s-app", "name", "role", "service", "tier",
    ];

    private readonly EndpointList _endpoints;

    // By namespace, empty for all of them, and label: the values, each with sets of labels that have it. What came from another for the same endpoints has its.
    private readonly Dictionary<(string Namespace, string Label), SortedDictionary<string, List<LabelSet>>> _values;
    private readonly Dictionary<(string Namespace, string Label, string Value), string[]> _near = [];

    /// <param name="endpoints">The endpoints.</param>
    /// <param name="earlier">The same of a model that theirs came from; null where there is none.</param>
    public NearLabels(EndpointList endpoints, NearLabels? earlier)
    {
        _endpoints = endpoints;
        if (ReferenceEquals(earlier?._endpoints, endpoints))
        {
            _values = earlier._values;
            return;
        }

        _values = [];
        foreach (LabelSet labels in endpoints.Where(endpoint => endpoint.LendsLabels).Select(endpoint => endpoint.Labels).Distinct())
        {
            string @namespace = labels[CalicoLabels.Namespace] ?? "";
            foreach ((string key, string value) in labels)
            {
                Add(("", key), value, labels);
                if (@namespace.Length > 0)
                {
                    Add((@namespace, key), value, labels);
                }
            }
        }
    }

    /// <summary>The label to correct so that a selector which holds for nothing holds for something; null where no one label is.</summary>
    public NearLabel? Find(Selector selector)
    {
        string @namespace = selector.Requirements.FirstOrDefault(requirement => requirement.Label == CalicoLabels.Namespace) is { OneOf: [var only] } ? only : "";
        foreach (LabelRequirement requirement in selector.Requirements)
        {
            if (requirement.IsImpossible || requirement.OneOf is not [var asked] || requirement.Label is CalicoLabels.Namespace or CalicoLabels.Orchestrator)
            {
                continue;
            }

            if (OtherValue(selector, @namespace, requirement.Label, asked) is { } value)
            {
                return new NearLabel($"{LabelMismatch.NameOf(requirement.Label)} `{asked}`", $"there is `{value}`", $"`{value}`");
            }

            if (OtherName(selector, @namespace, requirement.Label, asked) is { } name)
            {
                return new NearLabel($"{LabelMismatch.NameOf(requirement.Label)} `{asked}`", $"`{name}` has that value", $"`{name}`");
            }
        }

        return null;
    }

    private void Add((string, string) place, string value, LabelSet labels)
    {
        if (!_values.TryGetValue(place, out SortedDictionary<string, List<LabelSet>>? values))
        {
            _values.Add(place, values = new SortedDictionary<string, List<LabelSet>>(StringComparer.Ordinal));
        }

        if (!values.TryGetValue(value, out List<LabelSet>? alike))
        {
            values.Add(value, alike = []);
        }

        if (alike.Count < MostTried)
        {
            alike.Add(labels);
        }
    }

    private string? OtherValue(Selector selector, string @namespace, string label, string value)
    {
        if (value.Length < ShortestName || !_values.TryGetValue((@namespace, label), out SortedDictionary<string, List<LabelSet>>? values) || values.ContainsKey(value))
        {
            return null;
        }

        if (!_near.TryGetValue((@namespace, label, value), out string[]? near))
        {
            _near.Add((@namespace, label, value), near = [.. values.Keys.Where(candidate => MayBeNear(value, candidate) && NearestName.Of(value, [candidate], MostEdits) is not null)]);
        }

        return near.Length == 0 ? null : NearestName.Of(value, near.Where(candidate => WouldHold(selector, label, value, values[candidate])), MostEdits);
    }

    private string? OtherName(Selector selector, string @namespace, string label, string value) => s_usualNames.Contains(label, StringComparer.Ordinal)
        ? s_usualNames.FirstOrDefault(name => name != label
            && _values.TryGetValue((@namespace, name), out SortedDictionary<string, List<LabelSet>>? values)
            && values.TryGetValue(value, out List<LabelSet>? alike)
            && WouldHold(selector, label, value, alike.Where(labels => labels[label] is null)))
        : null;

    private static bool WouldHold(Selector selector, string label, string value, IEnumerable<LabelSet> labels) => labels.Any(own => selector.Matches(own.With(label, value)));

    /// <summary>What is cheap to tell: a slip leaves the first letter or the last one, and is not about numbers, which count things.</summary>
    private static bool MayBeNear(string value, string candidate) =>
        candidate.Length > 0
        && Math.Abs(candidate.Length - value.Length) <= MostEdits
        && (SameLetter(candidate[0], value[0]) || SameLetter(candidate[^1], value[^1]))
        && !WithoutDigits(value).Equals(WithoutDigits(candidate), StringComparison.Ordinal);

    private static bool SameLetter(char one, char other) => char.ToLowerInvariant(one) == char.ToLowerInvariant(other);

    private static string WithoutDigits(string text) => string.Concat(text.Where(letter => !char.IsAsciiDigit(letter)));
}
