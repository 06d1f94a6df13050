using System.Diagnostics.CodeAnalysis;
using System.Text;
using System.Text.Json.Nodes;
using BenchmarkDotNet.Attributes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using PolicyEngine.AspNetCore.Admission;
using PolicyEngine.AspNetCore.Snapshots;
using PolicyEngine.Benchmarks.Cluster;
using PolicyEngine.Connectivity.Gates;

namespace PolicyEngine.Benchmarks.Measures;

/// <summary>A review of a change of M, without a network: of a revision that has been looked through.</summary>
[MemoryDiagnoser]
public class ReviewBenchmarks
{
    private const string Gates = "gates:\n- name: guarded\n  why: it is audited\n  to: {namespace: ns-0003}\n";

    private readonly byte[] _policy = Review(ClusterGenerator.Policies(ClusterSize.Medium).First(policy => (string)policy["kind"]! == "NetworkPolicy"));
    private WebApplication? _app;
    private RequestDelegate? _handle;

    [GlobalSetup]
    [SuppressMessage("Usage", "ASP0014:Suggest using top level route registrations", Justification = "the host is never started, which would add them")]
    public void Setup()
    {
        WebApplicationBuilder builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore();
        builder.Services.AddRoutingCore();
        builder.Services.AddSingleton<IPolicySnapshotProvider>(new FixedSnapshot(Clusters.Load("cluster.json", Clusters.Json(ClusterSize.Medium))));
        builder.Services.AddPolicyAdmission(options =>
        {
            options.FailureMode = AdmissionFailureMode.Closed;
            options.Deadline = TimeSpan.FromSeconds(20);
            options.Gates = GateFile.Read(PolicySource.FromText("gates.yaml", Gates)).Gates;
        });
        _app = builder.Build();
        _app.UseRouting();
        _app.UseEndpoints(routes => routes.MapPolicyAdmission());
        _handle = ((IApplicationBuilder)_app).Build();
    }

    [GlobalCleanup]
    public void Cleanup() => ((IDisposable)_app!).Dispose();

    [Benchmark]
    public async Task<int> ReviewPolicy()
    {
        var http = new DefaultHttpContext { RequestServices = _app!.Services };
        (http.Request.Method, http.Request.Path, http.Request.ContentType) = (HttpMethods.Post, "/admit", "application/json");
        http.Request.Body = new MemoryStream(_policy, writable: false);
        await _handle!(http).ConfigureAwait(false);
        return http.Response.StatusCode;
    }

    private static byte[] Review(JsonObject policy)
    {
        var changed = (JsonObject)policy.DeepClone();
        changed["metadata"]!["name"] = "new";
        var request = new JsonObject
        {
            ["uid"] = "u",
            ["operation"] = "CREATE",
            ["name"] = "new",
            ["namespace"] = (string)policy["metadata"]!["namespace"]!,
            ["kind"] = new JsonObject { ["group"] = "networking.k8s.io", ["version"] = "v1", ["kind"] = "NetworkPolicy" },
            ["object"] = changed,
        };
        return Encoding.UTF8.GetBytes(new JsonObject { ["apiVersion"] = "admission.k8s.io/v1", ["kind"] = "AdmissionReview", ["request"] = request }.ToJsonString());
    }
}
