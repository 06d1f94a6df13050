using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using PolicyEngine.AspNetCore.Snapshots;

namespace AspNetCore.Tests.Snapshots;

/// <summary>A host that follows a source.</summary>
internal sealed class RunningHost : IAsyncDisposable
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(20);

    private readonly IHost _host;

    private RunningHost(IHost host) => _host = host;

    public IServiceProvider Services => _host.Services;

    public IPolicySnapshotProvider Snapshots => _host.Services.GetRequiredService<IPolicySnapshotProvider>();

    public static Task<RunningHost> StartAsync(ISnapshotSource source) => StartAsync(services =>
    {
        services.AddSingleton(source);
        services.AddPolicySource<FakeSource>(options => (options.StartTimeout, options.FirstPause, options.LongestPause) = (TimeSpan.Zero, TimeSpan.FromMilliseconds(10), TimeSpan.FromMilliseconds(20)));
    });

    public static async Task<RunningHost> StartAsync(Action<IServiceCollection> configure)
    {
        HostApplicationBuilder builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        configure(builder.Services);
        IHost host = builder.Build();
        await host.StartAsync();
        return new RunningHost(host);
    }

    /// <summary>Waits until something is so.</summary>
    public async Task<PublishedSnapshot> WaitAsync(Func<IPolicySnapshotProvider, bool> isSo)
    {
        using var patience = new CancellationTokenSource(s_patience);
        while (!isSo(Snapshots))
        {
            await Task.Delay(5, patience.Token);
        }

        return Snapshots.Current;
    }

    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync();
        _host.Dispose();
    }
}
