using System.CommandLine;

namespace PolicyEngine.Cli.Commands;

/// <summary><c>netpol completion</c>: what makes a shell complete the command's lines.</summary>
internal sealed class CompletionCommand
{
    private const string Description = """
        Prints a script with which a shell completes commands, options and their values. Names of endpoints, nodes and namespaces are
        completed too, where the line names the input by -f, or netpol.yaml does.

        Exit status: 0 printed, 2 error.

        Examples:
          source <(netpol completion bash)
          source <(netpol completion zsh)
          netpol completion fish > ~/.config/fish/completions/netpol.fish
          netpol completion powershell | Out-String | Invoke-Expression
        """;

    private const string Prefix = "Completion/netpol.";

    private static readonly string[] s_shells = ["bash", "fish", "powershell", "zsh"];

    private readonly CommandContext _context;
    private readonly Argument<string> _shell = new("SHELL") { Description = "bash, zsh, fish or powershell." };

    private CompletionCommand(CommandContext context) => _context = context;

    public static Command Create(CommandContext context) => new CompletionCommand(context).Build();

    private Command Build()
    {
        _shell.CompletionSources.Add(s_shells);
        var command = new Command("completion", Description) { _shell };
        command.SetAction(Run);
        return command;
    }

    private int Run(ParseResult parsed)
    {
        string shell = parsed.GetValue(_shell)!;
        if (!s_shells.Contains(shell, StringComparer.Ordinal))
        {
            throw new CommandFailedException($"`{shell}` is not a shell that is known here; use bash, fish, powershell or zsh");
        }

        using var text = new StreamReader(typeof(CompletionCommand).Assembly.GetManifestResourceStream(Prefix + shell)!);
        _context.Streams.Output.Write(text.ReadToEnd());
        return ExitStatus.Yes;
    }
}
