using System.Text.Json;
using System.Text.RegularExpressions;
using PolicyEngine.AspNetCore.Api;

namespace AspNetCore.Tests.Api;

public sealed partial class OpenApiTests
{
    [Fact]
    public async Task The_description_has_every_route_with_every_parameter_and_no_others()
    {
        await using ApiHost host = await ApiHost.StartAsync();

        (_, JsonElement document) = await host.GetAsync("/openapi/v1.json");

        IEnumerable<string> described = document.GetProperty("paths").EnumerateObject().SelectMany(path => path.Value.EnumerateObject().Select(method =>
            Line(method.Name.ToUpperInvariant(), path.Name, ParametersOf(method.Value, "query"), method.Value.TryGetProperty("requestBody", out _))));
        IEnumerable<string> mapped = ApiRoutes.All.Select(route => Line(route.Method, PathOf(route), route.Parameters, route.Body != RouteBody.None));
        Assert.Equal(mapped.Order(StringComparer.Ordinal), described.Order(StringComparer.Ordinal), StringComparer.Ordinal);
    }

    [Fact]
    public async Task Parts_of_a_path_are_described_and_every_reference_leads_somewhere()
    {
        await using ApiHost host = await ApiHost.StartAsync();

        (_, JsonElement document) = await host.GetAsync("/openapi/v1.json");

        Assert.Equal("3.1.0", document.GetProperty("openapi").GetString());
        foreach (JsonProperty path in document.GetProperty("paths").EnumerateObject())
        {
            IEnumerable<string> parts = Part().Matches(path.Name).Select(match => match.Groups["name"].Value);
            Assert.All(path.Value.EnumerateObject(), method => Assert.Equal(parts, ParametersOf(method.Value, "path"), StringComparer.Ordinal));
        }

        JsonElement schemas = document.GetProperty("components").GetProperty("schemas");
        Assert.All(Reference().Matches(document.GetRawText()), match => Assert.True(schemas.TryGetProperty(match.Groups["name"].Value, out _), match.Value));
    }

    [Fact]
    public async Task A_token_may_be_asked_for_by_every_route_and_its_absence_is_a_problem()
    {
        await using ApiHost host = await ApiHost.StartAsync();

        (_, JsonElement document) = await host.GetAsync("/openapi/v1.json");

        JsonElement scheme = document.GetProperty("components").GetProperty("securitySchemes").GetProperty("bearer");
        Assert.Equal(("http", "bearer"), (scheme.GetProperty("type").GetString(), scheme.GetProperty("scheme").GetString()));
        Assert.Equal(["{}", """{"bearer":[]}"""], document.GetProperty("security").EnumerateArray().Select(way => JsonSerializer.Serialize(way)), StringComparer.Ordinal);
        Assert.All(document.GetProperty("paths").EnumerateObject().SelectMany(path => path.Value.EnumerateObject()), method => Assert.Equal(
            "#/components/schemas/Problem",
            method.Value.GetProperty("responses").GetProperty("401").GetProperty("content").GetProperty("application/problem+json").GetProperty("schema").GetProperty("$ref").GetString()));
    }

    private static string Line(string method, string path, IEnumerable<string> parameters, bool hasBody) =>
        $"{method} {path}?{string.Join('&', parameters.Order(StringComparer.Ordinal))} {(hasBody ? "body" : "")}";

    private static string PathOf(ApiRoute route) => route.Pattern.Replace("{**", "{", StringComparison.Ordinal);

    private static IEnumerable<string> ParametersOf(JsonElement method, string where) => !method.TryGetProperty("parameters", out JsonElement parameters) ? [] : parameters
        .EnumerateArray().Where(parameter => parameter.GetProperty("in").GetString() == where).Select(parameter => parameter.GetProperty("name").GetString()!);

    [GeneratedRegex(@"\{(?<name>\w+)\}", RegexOptions.None, 1000)]
    private static partial Regex Part();

    [GeneratedRegex("\"#/components/schemas/(?<name>\\w+)\"", RegexOptions.None, 1000)]
    private static partial Regex Reference();
}
