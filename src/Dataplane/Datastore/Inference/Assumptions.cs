using System.Collections.Immutable;
using System.Globalization;

namespace PolicyEngine.Dataplane.Datastore.Inference;

/// <summary>Gathers what is inferred: one sentence for each kind of inference, with the names of those it is about.</summary>
internal sealed class Assumptions
{
    private const int Named = 3;

    private readonly Dictionary<string, List<string>> _about = new(StringComparer.Ordinal);
    private readonly List<string> _sentences = [];

    /// <summary>Adds a sentence; one that is about somebody names them in front.</summary>
    public void Add(string sentence, string? about = null)
    {
        if (!_about.TryGetValue(sentence, out List<string>? names))
        {
            _about.Add(sentence, names = []);
            _sentences.Add(sentence);
        }

        if (about is not null)
        {
            names.Add(about);
        }
    }

    public ImmutableArray<string> ToImmutable() => [.. _sentences.Select(sentence => Names(_about[sentence]) + sentence)];

    private static string Names(List<string> names)
    {
        string first = string.Join(", ", names.Take(Named).Select(name => $"`{name}`"));
        return names.Count switch
        {
            0 => "",
            <= Named => $"{first}: ",
            _ => string.Create(CultureInfo.InvariantCulture, $"{first} and {names.Count - Named} more: "),
        };
    }
}
