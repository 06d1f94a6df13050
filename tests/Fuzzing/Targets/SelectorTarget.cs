using PolicyEngine.Selectors;

namespace Fuzzing.Tests;

/// <summary>Calico's selector expressions.</summary>
internal sealed class SelectorTarget : FuzzTarget
{
    private static readonly LabelSet[] s_labels =
    [
        LabelSet.Empty,
        LabelSet.Create([new("app", "web"), new("tier", "front")]),
        LabelSet.Create([new("app", "db"), new("role", ""), new("k8s-app", "dns"), new("a/b", "c")]),
    ];

    public override string Name => "selector";

    public override void Read(FuzzInput input)
    {
        if (!Selector.TryParse(input.Text, out Selector? selector, out SelectorError? error))
        {
            Require(error.Offset >= 0 && error.Offset + error.Length <= input.Text.Length, "an error lies in the text");
            return;
        }

        // The canonical text has more parentheses and may exceed what is parsed.
        bool[] matches = [.. s_labels.Select(selector.Matches)];
        if (Selector.TryParse(selector.Text, out Selector? again, out _))
        {
            Require(matches.SequenceEqual(s_labels.Select(again.Matches)), "the canonical text means the same");
            Require(again.Equals(selector) || selector.Text.Contains("!!", StringComparison.Ordinal) || selector.Text.Contains("!(!", StringComparison.Ordinal), "the canonical text is canonical");
        }
        else
        {
            Require(selector.Text.Length > Selector.MaxTextLength || input.Text.Count(character => character is '(' or '!') > Selector.MaxNesting / 4, "the canonical text is parsed");
        }

        Require(selector.Requirements.IsDefault == false && selector.UniqueId.StartsWith("s:", StringComparison.Ordinal), "a selector has an id");
    }
}
