using System.Collections.Immutable;

namespace PolicyEngine.Dataplane.Datastore.Inference;

/// <summary>Gathers what is inferred: one sentence for each kind of inference, with the names of those it is about.</summary>
internal sealed class Assumptions
{
    private readonly OrderedDictionary<string, OrderedDictionary<string, bool>> _sentences = new(StringComparer.Ordinal);

    /// <summary>Adds a sentence; one that is about somebody names them in front.</summary>
    public void Add(string sentence, string? about = null)
    {
        if (!_sentences.TryGetValue(sentence, out OrderedDictionary<string, bool>? names))
        {
            _sentences.Add(sentence, names = new(StringComparer.Ordinal));
        }

        if (about is not null)
        {
            names[about] = true;
        }
    }

    public ImmutableArray<string> ToImmutable() => [.. _sentences.Select(sentence => Names(sentence.Value.Keys) + sentence.Key)];

    private static string Names(OrderedDictionary<string, bool>.KeyCollection names) => names.Count == 0 ? "" : $"{FewNames.Quote(names)}: ";
}
