using System.Text.Json.Nodes;
using AspNetCore.Tests.Snapshots;
using Microsoft.Extensions.DependencyInjection;
using PolicyEngine;
using PolicyEngine.AspNetCore.Snapshots;
using PolicyEngine.Hosting;

namespace AspNetCore.Tests.Kubernetes;

/// <summary>A host that follows a server, with little patience.</summary>
internal static class FollowedCluster
{
    public static Task<RunningHost> StartAsync(FakeApiServer server, string? tokenFile = null, bool keepsDocuments = false, TimeSpan? patience = null) => RunningHost.StartAsync(services =>
    {
        services.AddPolicyEngine(new LoadOptions { KeepsDocuments = keepsDocuments });
        services.AddKubernetesPolicies(options =>
        {
            (options.Server, options.TokenFile, options.CertificateAuthorityFile, options.PageSize) = (server.Address, tokenFile, null, 3);
            (options.FirstPause, options.LongestPause, options.GivesUpAfter) = (TimeSpan.FromMilliseconds(10), TimeSpan.FromMilliseconds(50), patience ?? TimeSpan.FromMilliseconds(500));
        });
        services.AddHealthChecks().AddPolicySnapshot();
        services.Configure<SnapshotOptions>(options => (options.StartTimeout, options.FirstPause, options.LongestPause) = (TimeSpan.Zero, TimeSpan.FromMilliseconds(10), TimeSpan.FromMilliseconds(50)));
    });

    public static JsonObject Pod(string app) => new() { ["metadata"] = new JsonObject { ["labels"] = new JsonObject { ["app"] = app } }, ["spec"] = new JsonObject() };
}
