using System.CommandLine;
using PolicyEngine.Cli.Input;
using PolicyEngine.Cli.Output;
using PolicyEngine.Json;
using PolicyEngine.Selectors;

namespace PolicyEngine.Cli.Commands;

/// <summary><c>netpol selector parse</c>: the canonical form, the identifier and the tree.</summary>
internal static class SelectorParseCommand
{
    private const string Description = """
        Prints a selector's canonical text, the identifier Calico gives it, and how it is understood.

        Exit status: 0 parsed, 2 error.

        Example:
          netpol selector parse "a == 'b' && !has(c)"
        """;

    public static Command Create(CommandContext context)
    {
        var expression = new Argument<string>("EXPR") { Description = "The selector." };
        var output = new OutputOptions();
        var command = new Command("parse", Description) { expression };
        output.AddTo(command);
        command.SetAction(parsed => Run(parsed.GetValue(expression)!, output.Read(parsed), context));
        return command;
    }

    private static int Run(string expression, OutputArguments output, CommandContext context)
    {
        Selector selector = SelectorInput.Parse(expression);
        var tree = SelectorTree.Of(selector);
        using ResultWriter result = ResultWriter.Open(output, context.Streams);
        if (output.IsJson)
        {
            result.Writer.Write(JsonText.Document(json =>
            {
                json.WriteStartObject();
                json.WriteString("expression", expression);
                json.WriteString("canonical", selector.Text);
                json.WriteString("id", selector.UniqueId);
                json.WritePropertyName("tree");
                tree.WriteTo(json);
                json.WriteEndObject();
            }));
        }
        else
        {
            result.Page.Line($"canonical: {selector.Text}").Line($"id: {selector.UniqueId}").Line("tree:");
            tree.WriteTo(result.Page, "  ");
        }

        return ExitStatus.Yes;
    }
}
