namespace PolicyEngine.Cli;

/// <summary>The process: connects the standard streams, the interrupt key and the engine to <see cref="NetpolApp"/>.</summary>
internal static class Program
{
    public static int Main(string[] args)
    {
        using var interrupt = new InterruptKey();
        try
        {
            using StandardStreams streams = StandardStreams.OfProcess();
            return NetpolApp.Run(args, streams, options => new PolicyLoader(options), interrupt.Token);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            // The streams of the process cannot be opened, so that nobody can be told.
            return ExitStatus.Error;
        }
    }
}
