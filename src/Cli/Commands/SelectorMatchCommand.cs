using System.CommandLine;
using PolicyEngine.Cli.Input;
using PolicyEngine.Cli.Output;
using PolicyEngine.Json;
using PolicyEngine.Selectors;

namespace PolicyEngine.Cli.Commands;

/// <summary><c>netpol selector match</c>: does a selector match labels.</summary>
internal static class SelectorMatchCommand
{
    private const string Description = """
        Says whether a selector matches labels.

        Exit status: 0 match, 1 no match, 2 error.

        Example:
          netpol selector match "role in {'database', 'cache'}" --labels role=cache,tier=back
        """;

    public static Command Create(CommandContext context)
    {
        var expression = new Argument<string>("EXPR") { Description = "The selector." };
        var labels = new Option<string[]>("--labels")
        {
            Description = "The labels, separated by commas. Repeatable; without it: no labels.",
            HelpName = "KEY=VALUE,...",
        };
        var output = new OutputOptions();
        var command = new Command("match", Description) { expression, labels };
        output.AddTo(command);
        command.SetAction(parsed => Run(parsed.GetValue(expression)!, parsed.GetValue(labels) ?? [], output.Read(parsed), context));
        return command;
    }

    private static int Run(string expression, string[] labelTexts, OutputArguments output, CommandContext context)
    {
        Selector selector = SelectorInput.Parse(expression);
        LabelSet labels = SelectorInput.ParseLabels(labelTexts);
        bool matches = selector.Matches(labels);
        using ResultWriter result = ResultWriter.Open(output, context.Streams);
        if (output.IsJson)
        {
            result.Writer.Write(JsonText.Document(json =>
            {
                json.WriteStartObject();
                json.WriteBoolean("match", matches);
                json.WriteString("canonical", selector.Text);
                json.WriteStartObject("labels");
                foreach ((string label, string value) in labels)
                {
                    json.WriteString(label, value);
                }

                json.WriteEndObject();
                json.WriteEndObject();
            }));
        }
        else
        {
            result.Page.Write(matches ? "match" : "no match", matches ? Ink.Good : Ink.Bad).Line($": {selector.Text}");
        }

        return matches ? ExitStatus.Yes : ExitStatus.No;
    }
}
