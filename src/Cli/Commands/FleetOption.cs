using System.CommandLine;
using PolicyEngine.Cli.Input;
using PolicyEngine.Cli.Output;
using PolicyEngine.Cli.Sharding;

namespace PolicyEngine.Cli.Commands;

/// <summary>The option that names many clusters.</summary>
internal sealed class FleetOption
{
    private readonly Option<string?> _fleet = new("--fleet")
    {
        Description = "Take each directory in this one for a cluster, and give a line of JSON for each.",
        HelpName = "DIR",
    };

    public void AddTo(Command command) => command.Add(_fleet);

    /// <summary>Whether many clusters are meant.</summary>
    public bool IsGiven(ParseResult parsed) => parsed.GetValue(_fleet) is not null;

    /// <summary>The clusters; null where one is meant.</summary>
    /// <exception cref="CommandFailedException">There are none, or other input is named too, or the form of the result is not JSON.</exception>
    public Fleet? Read(ParseResult parsed, InputArguments input, OutputArguments output)
    {
        if (parsed.GetValue(_fleet) is not { } directory)
        {
            return null;
        }

        if (input.Paths.Count > 0)
        {
            throw new CommandFailedException("--fleet names all input; PATH and -f do not go with it");
        }

        return output.IsJson ? Fleet.In(directory) : throw new CommandFailedException("--fleet: results are JSON Lines; add --format json");
    }
}
