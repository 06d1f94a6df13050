using System.Collections.Immutable;
using System.Diagnostics;

namespace FleetWorker;

/// <summary>The command that works out a shard.</summary>
/// <param name="words">The program and its arguments.</param>
internal sealed class ShardCommand(ImmutableArray<string> words)
{
    /// <summary>Runs it.</summary>
    /// <param name="shard">The shard.</param>
    /// <param name="file">The file for the result.</param>
    /// <param name="cancellationToken">Ends the process.</param>
    /// <returns>Whether the result is there.</returns>
    public async Task<bool> RunAsync(Shard shard, string file, CancellationToken cancellationToken)
    {
        using Process process = Process.Start(new ProcessStartInfo(words[0], [.. words[1..], "--shard", shard.ToString(), "-o", file]) { UseShellExecute = false })
            ?? throw new IOException($"`{words[0]}` does not start");
        try
        {
            await process.WaitForExitAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }

        return process.ExitCode == 0 && File.Exists(file);
    }
}
