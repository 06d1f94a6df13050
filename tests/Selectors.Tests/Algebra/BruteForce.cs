using PolicyEngine.Selectors.Algebra;

namespace PolicyEngine.Selectors.Tests.Algebra;

/// <summary>All label sets over a few labels and values, tried one after another.</summary>
internal static class BruteForce
{
    /// <summary>All texts over the letters, up to a length, that are values of Kubernetes labels if that is asked for.</summary>
    public static string[] Texts(string letters, int maxLength, bool valid)
    {
        List<string> texts = [""];
        for (int from = 0, length = 1; length <= maxLength; length++)
        {
            int to = texts.Count;
            for (; from < to; from++)
            {
                texts.AddRange(letters.Select(letter => texts[from] + letter));
            }
        }

        return [.. texts.Where(text => !valid || IsValidValue(text))];
    }

    /// <summary>Every label set over the labels, each absent or with one of the values.</summary>
    public static IEnumerable<Dictionary<string, string>> LabelSets(string[] labels, string[] values)
    {
        if (labels.Length == 0)
        {
            yield return new Dictionary<string, string>(StringComparer.Ordinal);
            yield break;
        }

        foreach (Dictionary<string, string> rest in LabelSets(labels[1..], values))
        {
            yield return rest;
            foreach (string value in values)
            {
                yield return new Dictionary<string, string>(rest, StringComparer.Ordinal) { [labels[0]] = value };
            }
        }
    }

    public static bool IsValidValue(string text) =>
        text.Length == 0
        || (text.Length <= 63
            && char.IsAsciiLetterOrDigit(text[0])
            && char.IsAsciiLetterOrDigit(text[^1])
            && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.'));

    /// <summary>Fails unless the finding agrees with whether one of the label sets satisfies the expression.</summary>
    public static void AssertAgrees(
        LabelFinding finding,
        Expression expression,
        IEnumerable<Dictionary<string, string>> labelSets,
        bool valid)
    {
        if (finding.Witness is { } witness)
        {
            Assert.True(finding.IsYes);
            Assert.True(Selector.Parse(expression.Text).Matches(witness), witness.ToString());
            Assert.True(expression.Holds(witness.ToDictionary(StringComparer.Ordinal)), witness.ToString());
            Assert.True(!valid || witness.All(label => IsValidValue(label.Value)), witness.ToString());
        }
        else
        {
            Assert.True(finding.IsNo);
            Assert.DoesNotContain(labelSets, expression.Holds);
        }
    }
}
