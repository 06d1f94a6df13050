using System.Collections.Immutable;
using PolicyEngine.Cli.Output;
using PolicyEngine.Connectivity.Gates;

namespace PolicyEngine.Cli.Input;

/// <summary>Reads the gates that changes must pass.</summary>
internal static class GateInput
{
    /// <summary>Reads a file of gates and prints what there is to say about it to standard error.</summary>
    /// <exception cref="CommandFailedException">Something in the file is not understood: a gate that is left out lets everything pass.</exception>
    public static ImmutableArray<Gate> Load(string path, CommandContext context)
    {
        GateFile file = GateFile.Read(PolicySource.FromFile(path), context.Cancellation);
        DiagnosticPrinter.Print(file.Diagnostics, context.Streams.Error);
        return file.HasErrors ? throw new CommandFailedException($"the gates of `{path}` are not understood") : file.Gates;
    }
}
