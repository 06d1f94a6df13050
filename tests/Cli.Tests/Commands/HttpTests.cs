using System.Text.Json;

namespace Cli.Tests.Commands;

/// <summary>Questions about HTTP requests.</summary>
public sealed class HttpTests
{
    private const string Cluster = """
        {apiVersion: v1, kind: Pod, metadata: {name: web, namespace: shop, labels: {app: web}}}
        ---
        {apiVersion: v1, kind: Pod, metadata: {name: api, namespace: shop, labels: {app: api}}}
        ---
        apiVersion: projectcalico.org/v3
        kind: NetworkPolicy
        metadata: {name: api, namespace: shop}
        spec:
          selector: app == 'api'
          types: [Ingress]
          ingress:
          - {action: Allow, protocol: TCP, http: {methods: [GET], paths: [{prefix: /orders}]}}

        """;

    private static CommandResult Can(params string[] args) => Netpol.RunWithInput(
        Cluster, ["can", "shop/web", "shop/api", "--port", "80", "-f", "-", "--profile", "calico-application-layer", .. args]);

    [Theory]
    [InlineData("GET", "/orders/7", 0)]
    [InlineData("PUT", "/orders/7", 1)]
    [InlineData("GET", "/users", 1)]
    public void The_status_is_that_of_the_request(string method, string path, int status) =>
        Assert.Equal(status, Can("--http-method", method, "--http-path", path).Status);

    [Fact]
    public void Without_a_request_the_parts_name_one_of_each_kind()
    {
        CommandResult result = Can();

        Assert.Equal(1, result.Status);
        Assert.StartsWith("partial: ", result.Output, StringComparison.Ordinal);
        Assert.Contains("allowed: TCP 80 for HTTP requests like GET /orders, such as shop/web -> shop/api tcp/80\n", result.Output, StringComparison.Ordinal);
        Assert.Contains("required  path /orders and below\n", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Json_has_the_request_asked_about_and_those_of_the_parts()
    {
        JsonElement asked = Can("--http-path", "/orders", "--format", "json").Json;

        Assert.Equal("/orders", asked.GetProperty("httpPath").GetString());
        Assert.False(asked.TryGetProperty("httpMethod", out _));
        JsonElement[] parts = [.. asked.GetProperty("parts").EnumerateArray()];
        Assert.Equal(["GET /orders", "HEAD /orders"], parts.Select(part => part.GetProperty("requests")[0].GetString()), StringComparer.Ordinal);
        Assert.Equal("HEAD", parts[1].GetProperty("witness").GetProperty("httpMethod").GetString());
        Assert.Equal("HTTP_METHOD", parts[1].GetProperty("ingress").GetProperty("whyNot")[0].GetProperty("condition").GetString());
    }

    [Fact]
    public void A_path_that_is_none_is_an_error()
    {
        CommandResult result = Can("--http-path", "orders");

        Assert.Equal(2, result.Status);
        Assert.Equal("netpol: `orders` is not a path; it begins with `/`\n", result.Error);
    }

    [Fact]
    public void A_line_of_queries_may_have_a_request()
    {
        using var folder = new TemporaryFolder();
        string cluster = folder.Write("cluster.yaml", Cluster);
        string line = """{"from":"shop/web","to":"shop/api","port":80,"httpMethod":"GET","httpPath":"/orders"}""" + "\n";

        JsonElement answer = Netpol.RunWithInput(line, ["can", "--queries", "-", "-f", cluster, "--profile", "calico-application-layer"]).Json;

        Assert.Equal("allowed", answer.GetProperty("verdict").GetString());
        Assert.Equal("GET", answer.GetProperty("httpMethod").GetString());
    }
}
