using System.CommandLine;
using System.CommandLine.Invocation;

namespace PolicyEngine.Cli;

/// <summary>Prints the version of this program, whichever process hosts it.</summary>
internal sealed class VersionAction(string version, TextWriter output) : SynchronousCommandLineAction
{
    public override int Invoke(ParseResult parseResult)
    {
        output.WriteLine(version);
        return ExitStatus.Yes;
    }
}
