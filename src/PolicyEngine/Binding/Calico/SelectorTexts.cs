using System.Diagnostics.CodeAnalysis;
using PolicyEngine.Selectors;

namespace PolicyEngine.Binding.Calico;

/// <summary>Parses selector expressions, each text once.</summary>
internal sealed class SelectorTexts
{
    /// <summary>Where each text differs from all others, keeping them all would be in vain.</summary>
    private const int MaxCount = 4096;

    private readonly Dictionary<string, Selector> _known = new(StringComparer.Ordinal);

    /// <summary>The selector of a text that is known to be valid.</summary>
    public Selector Parse(string text) =>
        TryParse(text, out Selector? selector, out SelectorError? error) ? selector : throw new SelectorFormatException(error);

    public bool TryParse(string text, [NotNullWhen(true)] out Selector? selector, [NotNullWhen(false)] out SelectorError? error)
    {
        error = null;
        if (_known.TryGetValue(text, out selector))
        {
            return true;
        }

        if (!Selector.TryParse(text, out selector, out error))
        {
            return false;
        }

        if (_known.Count == MaxCount)
        {
            _known.Clear();
        }

        _known.Add(text, selector);
        return true;
    }
}
