using Microsoft.Extensions.DependencyInjection;
using PolicyEngine.Hosting;

namespace PolicyEngine.Cli;

/// <summary>The process: connects the standard streams, the interrupt key and the engine to <see cref="NetpolApp"/>.</summary>
internal static class Program
{
    public static int Main(string[] args)
    {
        using var interrupt = new InterruptKey();
        using StandardStreams streams = StandardStreams.OfProcess();
        return NetpolApp.Run(args, streams, CreateLoader, interrupt.Token);
    }

    /// <summary>A loader from the engine's own registration.</summary>
    internal static PolicyLoader CreateLoader(LoadOptions options)
    {
        using ServiceProvider services = new ServiceCollection().AddPolicyEngine(options).BuildServiceProvider();
        return services.GetRequiredService<PolicyLoader>();
    }
}
