using System.Collections.Immutable;
using System.CommandLine;
using PolicyEngine.Cli.Input;
using PolicyEngine.Cli.Output;
using PolicyEngine.Cli.Output.Doctor;
using PolicyEngine.Dataplane.Datastore;
using PolicyEngine.Dataplane.Doctor;
using PolicyEngine.Json;

namespace PolicyEngine.Cli.Commands;

/// <summary><c>netpol doctor</c>: faults in the configuration of a cluster's network.</summary>
internal sealed class DoctorCommand
{
    private const string Description = """
        Looks at a dump of a cluster for faults in the configuration of its network: pools, blocks and addresses, tunnels, BGP, and
        policies that close the network's own ports. What the dump does not hold is not complained of; --verbose tells what is assumed.

        Exit status: 0 no fault, 1 some, 2 error.

        Examples:
          netpol doctor -f dump.yaml
          netpol doctor -f cluster/ --mtu 9000
          netpol doctor -f - --format json < dump.json
        """;

    private readonly CommandContext _context;
    private readonly InputOptions _input = new();
    private readonly OutputOptions _output = new();
    private readonly Option<int?> _mtu = new("--mtu") { Description = "The largest packet that the network between nodes takes, in octets. Without it: what the configuration says, or the MTUs that are set agree on, else 1500.", HelpName = "N" };

    private DoctorCommand(CommandContext context) => _context = context;

    public static Command Create(CommandContext context) => new DoctorCommand(context).Build();

    private Command Build()
    {
        var command = new Command("doctor", Description) { _mtu };
        _input.AddTo(command);
        _output.AddTo(command);
        command.SetAction(Run);
        return command;
    }

    private int Run(ParseResult parsed)
    {
        InputArguments input = _input.Read(parsed, _context) with { KeepsDocuments = true };
        OutputArguments output = _output.Read(parsed);
        int? mtu = parsed.GetValue(_mtu) ?? input.Configuration.Settings.NetworkMtu;
        if (mtu is not (null or (> 0 and <= ushort.MaxValue)))
        {
            throw new CommandFailedException("--mtu is not a number from 1 to 65535");
        }

        LoadedInput loaded = PolicyInput.Load(input, _context);
        DatastoreView view = DatastoreInput.Read(loaded.Result, input.Verbose, _context);
        ImmutableArray<NetworkFinding> findings = NetworkDoctor.Examine(loaded.Snapshot, view, mtu);
        using (ResultWriter result = ResultWriter.Open(output, _context.Streams))
        {
            if (output.IsJson)
            {
                result.Writer.Write(JsonText.Document(json => DoctorJson.Write(json, findings)));
            }
            else
            {
                DoctorText.Write(result.Page, findings);
            }
        }

        return findings.IsEmpty ? ExitStatus.Yes : ExitStatus.No;
    }
}
