using PolicyEngine.Json;
using PolicyEngine.Selectors;
using PolicyEngine.Selectors.Algebra;

namespace PolicyEngine.Cli.Output;

/// <summary>Prints what is found about selectors.</summary>
/// <param name="Claim">What was asked, in one word.</param>
/// <param name="WitnessIs">What the witness shows.</param>
/// <param name="Finding">What was found.</param>
internal sealed record SelectorFinding(string Claim, string WitnessIs, LabelFinding Finding)
{
    /// <summary>Writes it and tells the exit status.</summary>
    public int Write(OutputArguments output, CommandContext context)
    {
        using ResultWriter result = ResultWriter.Open(output, context.Streams);
        if (output.IsJson)
        {
            result.Writer.Write(JsonText.Document(json =>
            {
                json.WriteStartObject();
                json.WriteString(Claim, FindingWords.Of(Finding.Truth));
                if (Finding.Witness is { } labels)
                {
                    json.WriteStartObject("witness");
                    foreach ((string label, string value) in labels)
                    {
                        json.WriteString(label, value);
                    }

                    json.WriteEndObject();
                }

                json.WriteEndObject();
            }));
        }
        else
        {
            result.Page.Line(FindingWords.Of(Finding.Truth), FindingWords.InkOf(Finding.Truth));
            if (Finding.Witness is { } labels)
            {
                result.Page.Line($"{WitnessIs}: {FindingWords.Labels(labels)}");
            }
        }

        return FindingWords.StatusOf(Finding.Truth);
    }
}
