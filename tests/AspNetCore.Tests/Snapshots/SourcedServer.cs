using System.Net;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using PolicyEngine.AspNetCore.Snapshots;

namespace AspNetCore.Tests.Snapshots;

/// <summary>Starts web servers on a port of this machine that answer from a source of the test's.</summary>
internal static class SourcedServer
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(20);

    /// <summary>Starts a server, which has read the documents when it serves.</summary>
    /// <param name="source">The source.</param>
    /// <param name="documents">What it tells first; where there is none, nothing.</param>
    /// <param name="add">Adds what is tested, before what a source needs besides.</param>
    /// <param name="map">Maps it.</param>
    /// <param name="certificate">What https is served with; null for http.</param>
    public static async Task<WebApplication> StartAsync(
        FakeSource source, SnapshotDocument[] documents, Action<IServiceCollection> add, Action<WebApplication> map, X509Certificate2? certificate = null)
    {
        WebApplicationBuilder builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelCore().UseKestrelHttpsConfiguration().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen =>
        {
            if (certificate is not null)
            {
                listen.UseHttps(certificate);
            }
        }));
        builder.Services.AddRoutingCore();
        add(builder.Services);
        builder.Services.AddSingleton<ISnapshotSource>(source);
        builder.Services.AddPolicySource<FakeSource>(options => options.StartTimeout = documents.Length > 0 ? s_patience : TimeSpan.Zero);
        WebApplication app = builder.Build();
        map(app);
        if (documents.Length > 0)
        {
            source.Tell(isComplete: true, documents);
        }

        await app.StartAsync();
        return app;
    }
}
