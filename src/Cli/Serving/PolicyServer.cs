using System.Runtime.CompilerServices;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.HostFiltering;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using PolicyEngine.AspNetCore.Api;
using PolicyEngine.AspNetCore.Snapshots;
using PolicyEngine.Cli.Explorer;
using PolicyEngine.Hosting;
using PolicyEngine.Linting;

namespace PolicyEngine.Cli.Serving;

/// <summary>The server. Nothing of its set-up comes from the environment or from files but those that are named.</summary>
internal static class PolicyServer
{
    private const int MaxConnections = 1024;
    private const int HeaderLimit = 16 * 1024;

    // Shorter than the interrupt key has patience.
    private static readonly TimeSpan s_farewell = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan s_look = TimeSpan.FromMilliseconds(10);

    /// <summary>Serves until it is interrupted.</summary>
    public static async Task RunAsync(ServeArguments arguments, CommandContext context)
    {
        WebApplicationBuilder builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseKestrelHttpsConfiguration().ConfigureKestrel(kestrel => Configure(kestrel, arguments));
        builder.Logging.SetMinimumLevel(arguments.Input.Verbose ? LogLevel.Information : LogLevel.Warning).AddProvider(new ComplainingLog(context.Streams));
        AddServices(builder.Services, arguments, context);
        WebApplication app = builder.Build();
        await using ConfiguredAsyncDisposable ending = app.ConfigureAwait(false);
        Map(app, arguments);
        try
        {
            await app.StartAsync(context.Cancellation).ConfigureAwait(false);
            await ReadAsync(app.Services.GetRequiredService<IPolicySnapshotProvider>(), context.Cancellation).ConfigureAwait(false);
            NetpolApp.Complain(context.Streams, $"serving on {string.Join(' ', app.Urls)}");
            await app.WaitForShutdownAsync(context.Cancellation).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (context.Cancellation.IsCancellationRequested)
        {
            // Interrupted before it had begun.
        }
    }

    private static void Configure(KestrelServerOptions kestrel, ServeArguments arguments)
    {
        kestrel.AddServerHeader = false;
        kestrel.Limits.MaxConcurrentConnections = MaxConnections;
        kestrel.Limits.MaxRequestHeadersTotalSize = HeaderLimit;
        foreach (ServerAddress address in arguments.Addresses)
        {
            kestrel.Listen(address.EndPoint, listen =>
            {
                if (address.IsEncrypted)
                {
                    listen.UseHttps(https => (https.ServerCertificate, https.ServerCertificateChain) = (arguments.Certificate![0], arguments.Certificate));
                }
            });
        }
    }

    private static void AddServices(IServiceCollection services, ServeArguments arguments, CommandContext context)
    {
        LoadOptions options = arguments.Input.ToLoadOptions();
        services.AddSingleton(context.CreateLoader(options));
        services.AddSingleton(arguments.Baseline.In(arguments.Input.Configuration.Settings.Lint) with { Today = context.Today });
        services.AddSingleton(arguments.Baseline);
        services.AddPolicyEngine(options);
        foreach (ILintRule rule in context.Rules)
        {
            services.AddLintRule(rule);
        }

        services.AddPolicyDirectory(directory =>
        {
            foreach (string path in arguments.Input.Inputs)
            {
                directory.Paths.Add(path);
            }

            foreach (string file in arguments.Input.Configuration.Files)
            {
                directory.PassedOver.Add(file);
            }
        });
        services.Configure<SnapshotOptions>(snapshots => snapshots.StartTimeout = TimeSpan.Zero);
        services.Configure<HostOptions>(host => host.ShutdownTimeout = s_farewell);
        services.Configure<HostFilteringOptions>(hosts => hosts.AllowedHosts = arguments.IsLocal ? ["localhost", "127.0.0.1", "[::1]"] : ["*"]);
        services.AddRoutingCore();
        services.AddPolicyApi(api => api.Accept = arguments.Baseline.Accept);
        services.AddSingleton<ExplorerData>();
    }

    private static void Map(WebApplication app, ServeArguments arguments)
    {
        app.UsePolicyProblems();
        app.Use(ServerHeaders.Add);

        // A page of another site that gives its name an address of this machine sends that name.
        app.UseHostFiltering();
        if (arguments.Token is { } token)
        {
            app.Use(next => http =>
            {
                // The page that asks for the token holds nothing.
                if (token.IsIn(http.Request.Headers.Authorization) || http.GetEndpoint()?.Metadata.GetMetadata<IAllowAnonymous>() is not null)
                {
                    return next(http);
                }

                http.Response.StatusCode = StatusCodes.Status401Unauthorized;
                http.Response.Headers.WWWAuthenticate = "Bearer";
                return Task.CompletedTask;
            });
        }

        app.MapPolicyEngine();
        app.MapExplorer();
    }

    /// <summary>Waits until the files have been read, whatever came of it.</summary>
    private static async Task ReadAsync(IPolicySnapshotProvider snapshots, CancellationToken cancellation)
    {
        while (snapshots.Status.Kind == SnapshotStatusKind.Starting)
        {
            await Task.Delay(s_look, cancellation).ConfigureAwait(false);
        }
    }
}
