using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json;
using AspNetCore.Tests.Snapshots;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using PolicyEngine;
using PolicyEngine.AspNetCore.Admission;
using PolicyEngine.AspNetCore.Snapshots;
using PolicyEngine.Connectivity.Gates;

namespace AspNetCore.Tests.Admission;

/// <summary>A webhook that is asked over HTTPS, with a certificate of its own, about a small cluster.</summary>
internal sealed class AdmissionHost : IAsyncDisposable
{
    private const string Gates = """
        gates:
        - name: nobody-into-pci
          why: the zone is audited
          to: {namespace: pci}
        """;

    private readonly WebApplication _app;
    private readonly HttpClient _client;

    private AdmissionHost(WebApplication app, HttpClient client) => (_app, _client) = (app, client);

    [SuppressMessage("Security", "MA0039:Do not write your own certificate validation method", Justification = "the certificate is the test's own, and is compared")]
    public static async Task<AdmissionHost> StartAsync(
        AdmissionFailureMode? mode = AdmissionFailureMode.Closed, bool isEmpty = false, Action<AdmissionOptions>? configure = null, Action<IServiceCollection>? add = null)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256);
        X509Certificate2 certificate = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        WebApplication app = await SourcedServer.StartAsync(
            new FakeSource(),
            isEmpty ? [] : [.. Cluster()],
            services =>
            {
                services.AddPolicyAdmission(options =>
                {
                    options.FailureMode = mode;
                    options.Deadline = TimeSpan.FromSeconds(20);
                    options.Gates = GateFile.Read(PolicySource.FromText("gates.yaml", Gates)).Gates;
                    configure?.Invoke(options);
                });
                add?.Invoke(services);
            },
            app => app.MapPolicyAdmission(),
            certificate);
        var handler = new HttpClientHandler { ServerCertificateCustomValidationCallback = (_, shown, _, _) => shown?.Thumbprint == certificate.Thumbprint };
        return new AdmissionHost(app, new HttpClient(handler) { BaseAddress = new Uri(app.Urls.Single()) });
    }

    /// <summary>A review of a change to a NetworkPolicy, as an API server writes it.</summary>
    public static string Review(string operation, string? @object, string? oldObject = null, string name = "new", string @namespace = "shop") => $$"""
        {"apiVersion": "admission.k8s.io/v1", "kind": "AdmissionReview", "request": {
          "uid": "705ab4f5-6393-11e8-b7cc-42010a800002", "operation": "{{operation}}", "dryRun": true, "name": "{{name}}", "namespace": "{{@namespace}}",
          "kind": {"group": "networking.k8s.io", "version": "v1", "kind": "NetworkPolicy"},
          "resource": {"group": "networking.k8s.io", "version": "v1", "resource": "networkpolicies"},
          "userInfo": {"username": "somebody"}, "object": {{@object ?? "null"}}, "oldObject": {{oldObject ?? "null"}} } }
        """;

    public static string Policy(string spec, string name = "new", string @namespace = "shop") =>
        $$"""{"apiVersion": "networking.k8s.io/v1", "kind": "NetworkPolicy", "metadata": {"name": "{{name}}", "namespace": "{{@namespace}}"}, "spec": {{spec}} }""";

    public async Task<(HttpStatusCode Status, string Text)> SendAsync(string body, string type = "application/json")
    {
        using var content = new StringContent(body, Encoding.UTF8);
        content.Headers.ContentType = new MediaTypeHeaderValue(type);
        using HttpResponseMessage response = await _client.PostAsync(new Uri("/admit", UriKind.Relative), content);
        return (response.StatusCode, await response.Content.ReadAsStringAsync());
    }

    /// <summary>The answer to a review that is well-formed.</summary>
    public async Task<(bool IsAllowed, string Message, string[] Warnings)> AskAsync(string review)
    {
        (HttpStatusCode status, string text) = await SendAsync(review);
        Assert.Equal(HttpStatusCode.OK, status);
        using JsonDocument document = JsonDocument.Parse(text);
        JsonElement response = document.RootElement.GetProperty("response");
        Assert.Equal("admission.k8s.io/v1", document.RootElement.GetProperty("apiVersion").GetString());
        Assert.Equal("705ab4f5-6393-11e8-b7cc-42010a800002", response.GetProperty("uid").GetString());
        bool allowed = response.GetProperty("allowed").GetBoolean();
        string message = allowed ? "" : response.GetProperty("status").GetProperty("message").GetString()!;
        return (allowed, message, response.TryGetProperty("warnings", out JsonElement warnings) ? [.. warnings.EnumerateArray().Select(warning => warning.GetString()!)] : []);
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _app.DisposeAsync();
    }

    private static IEnumerable<SnapshotDocument> Cluster()
    {
        foreach (string name in (string[])["shop", "pci"])
        {
            yield return Document($"namespace/{name}", $$"""{"apiVersion": "v1", "kind": "Namespace", "metadata": {"name": "{{name}}", "labels": {"kubernetes.io/metadata.name": "{{name}}"} } }""");
        }

        foreach ((string @namespace, string name, int number) in new[] { ("shop", "web", 1), ("shop", "redis", 2), ("pci", "vault", 3) })
        {
            yield return Document($"pod/{@namespace}/{name}", $$"""
                {"apiVersion": "v1", "kind": "Pod", "metadata": {"name": "{{name}}", "namespace": "{{@namespace}}", "labels": {"app": "{{name}}"} },
                 "spec": {"containers": [{"name": "c", "ports": [{"containerPort": 6379}]}]}, "status": {"podIP": "10.1.0.{{number}}"} }
                """);
        }

        foreach (string name in (string[])["shop", "pci"])
        {
            yield return Document($"networkpolicy/{name}/default-deny", Policy("""{"podSelector": {}, "policyTypes": ["Ingress"]}""", "default-deny", name));
        }
    }

    private static SnapshotDocument Document(string reference, string text) => new(reference, Encoding.UTF8.GetBytes(text), reference);
}
