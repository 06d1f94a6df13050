using System.Collections.Immutable;
using System.Text.Json;
using PolicyEngine.Hosting;
using PolicyEngine.Linting;
using PolicyEngine.Model;
using PolicyEngine.Text;
using TestKit;

namespace PolicyEngine.Tests.Hosting;

public sealed class ProjectConfigurationTests
{
    [Fact]
    public void Everything_that_may_be_said_is_read()
    {
        ProjectConfiguration configuration = Read("""
            inputs: [manifests/, cluster.yaml]
            namespace: shop
            profile: kubernetes
            network: {mtu: 9000}
            lint:
              failOn: note
              baseline: known.json
              renderFor: [ios, hns]
              inlineSuppressions: false
              rules:
                NP2001: off
                suppression-stale: error
              parameters:
                sensitivePorts: [22, 5432]
                widePortRange: 10
                rulesPerEndpoint: 11
                blocksPerRule: 12
                policiesPerNamespace: 13
                largestAddressSet: 14
                policiesOfOnePod: 15
                entriesPerPolicy: 16
                pairsPerRule: 17
                entriesPerList: 18
                descriptionAnnotations: [owner]
                policyNamePattern: "[a-z]+"
                selectorLabels: [app]
                stagedDays: 18
                ownerLabel: team
                systemNamespaces: [kube-system]
                tenantLabel: tenant
              suppressions:
              - {rule: dangling-policy, objects: NetworkPolicy/shop/*, reason: later, until: 2030-12-31}
              - {rule: "*", reason: all}
            """);

        Assert.Equal(["manifests/", "cluster.yaml"], configuration.Inputs.ToArray());
        Assert.Equal(("shop", EnforcementProfile.Kubernetes, LintThreshold.Note, "known.json"), (configuration.Namespace, configuration.Profile, configuration.FailOn, configuration.Baseline));
        Assert.Equal(9000, configuration.NetworkMtu);
        Assert.Equal(["ios", "hns"], configuration.Lint.RenderFor.ToArray());
        Assert.False(configuration.Lint.AllowsInlineSuppressions);
        Assert.Equal("NP2001", Assert.Single(configuration.Lint.Disabled));
        Assert.Equal(KeyValuePair.Create("NP3009", Severity.Error), Assert.Single(configuration.Lint.Severities));
        Assert.Equal(
            [new LintSuppression("NP2001", "NetworkPolicy/shop/*", "later", new DateOnly(2030, 12, 31)), new LintSuppression("*", "*", "all")],
            configuration.Lint.Suppressions.ToArray());
        LintParameters parameters = configuration.Lint.Parameters;
        Assert.Equal([22, 5432], parameters.SensitivePorts.Select(port => (int)port).ToArray());
        Assert.Equal((10, 11, 12, 13, "tenant"), (parameters.WidePortRange, parameters.RulesPerEndpoint, parameters.BlocksPerRule, parameters.PoliciesPerNamespace, parameters.TenantLabel));
        Assert.Equal((14, 15, 16, 17, 18), (parameters.LargestAddressSet, parameters.PoliciesOfOnePod, parameters.EntriesPerPolicy, parameters.PairsPerRule, parameters.EntriesPerList));
        Assert.Equal(("owner", "[a-z]+", "app"), (Assert.Single(parameters.DescriptionAnnotations), parameters.PolicyNamePattern, Assert.Single(parameters.SelectorLabels)));
        Assert.Equal((18, "team"), (parameters.StagedDays, parameters.OwnerLabel));
        Assert.Equal("kube-system", Assert.Single(parameters.SystemNamespaces));
    }

    [Theory]
    [InlineData("")]
    [InlineData("# nothing\n")]
    [InlineData("---\n")]
    [InlineData("{}")]
    [InlineData("lint:\n")]
    [InlineData("lint: {parameters: {policyNamePattern: '', tenantLabel: ''}}")]
    public void What_is_not_said_has_its_default(string text)
    {
        ProjectConfiguration configuration = Read(text);

        Assert.Empty(configuration.Inputs);
        Assert.Null(configuration.FailOn);
        Assert.Equal(LintParameters.Default.WidePortRange, configuration.Lint.Parameters.WidePortRange);
    }

    [Theory]
    [InlineData("input: [a]", "1:1", "PE4001", "there is no setting `input`", "did you mean `inputs`?")]
    [InlineData("inputs: a", "1:9", "PE4002", "`inputs` is `a`, expected a list of texts", "")]
    [InlineData("inputs: [{a: b}]", "1:9", "PE4002", "`inputs` is a list, expected a list of texts", "")]
    [InlineData("profile: cilium", "1:10", "PE4002", "`profile` is `cilium`, expected one of calico-iptables, ", "")]
    [InlineData("lint: [a]", "1:7", "PE4002", "`lint` is a list, expected a mapping", "")]
    [InlineData("lint:\n  rules: {NP2001: info}", "2:19", "PE4002", "`lint.rules.NP2001` is `info`, expected one of off, note, warning, error", "")]
    [InlineData("lint:\n  rules: {NP0000: off}", "2:11", "PE4001", "there is no rule `NP0000`", "")]
    [InlineData("lint:\n  parameters: {widePortRange: 0}", "2:31", "PE4002", "`lint.parameters.widePortRange` is `0`, expected a whole number from 1", "")]
    [InlineData("lint:\n  parameters: {sensitivePorts: [70000]}", "2:32", "PE4002", "`lint.parameters.sensitivePorts` is a list, expected ports from 1 to 65535, not `70000`", "")]
    [InlineData("lint:\n  parameters: {policyNamePattern: '('}", "2:35", "PE4002", "`lint.parameters.policyNamePattern` is `(`, expected a regular expression: ", "")]
    [InlineData("lint:\n  inlineSuppressions: maybe", "2:23", "PE4002", "`lint.inlineSuppressions` is `maybe`, expected `true` or `false`", "")]
    [InlineData("lint:\n  suppressions:\n  - {rule: NP2001}", "3:5", "PE4002", "`lint.suppressions[0].reason` is missing", "")]
    [InlineData("lint:\n  suppressions:\n  - {rule: NP2001, reason: x, until: soon}", "3:38", "PE4002", "`lint.suppressions[0].until` is `soon`, expected a date", "")]
    [InlineData("a: 1\n---\nb: 2", "3:1", "PE4002", "expected one mapping of settings", "")]
    [InlineData("- a", "1:1", "PE4002", "expected one mapping of settings", "")]
    [InlineData("namespace: a\nnamespace: b", "2:1", "PE1003", "", "")]
    [InlineData("a: [", "", "PE1001", "", "")]
    public void What_means_nothing_is_an_error_at_its_place(string text, string place, string code, string message, string hint)
    {
        ProjectConfiguration.Read(PolicySource.FromText("netpol.yaml", text), out ImmutableArray<Diagnostic> diagnostics);

        Assert.Contains(diagnostics, diagnostic => diagnostic.Code == code && diagnostic.Severity == Severity.Error
            && diagnostic.Span.ToString().StartsWith($"netpol.yaml:{place}", StringComparison.Ordinal)
            && diagnostic.Message.StartsWith(message, StringComparison.Ordinal)
            && diagnostic.Hint.StartsWith(hint, StringComparison.Ordinal));
    }

    [Fact]
    public void A_file_that_is_not_there_is_an_error()
    {
        ProjectConfiguration.Read(PolicySource.FromFile("no-such-file.yaml"), out ImmutableArray<Diagnostic> diagnostics);

        Assert.Equal("PE1009", Assert.Single(diagnostics).Code);
    }

    /// <summary>Ways to a level of settings, with a document that has one unknown setting there.</summary>
    public static TheoryData<string, string> Levels => new()
    {
        { "", "zzzzzzzzzz: 1" },
        { "network", "network: {zzzzzzzzzz: 1}" },
        { "lint", "lint: {zzzzzzzzzz: 1}" },
        { "lint/parameters", "lint: {parameters: {zzzzzzzzzz: 1}}" },
        { "lint/suppressions/items", "lint: {suppressions: [{rule: NP2001, reason: x, zzzzzzzzzz: 1}]}" },
    };

    [Theory]
    [MemberData(nameof(Levels))]
    public void The_published_schema_has_the_same_settings(string level, string text)
    {
        ProjectConfiguration.Read(PolicySource.FromText("netpol.yaml", text), out ImmutableArray<Diagnostic> diagnostics);
        string settings = Assert.Single(diagnostics).Hint["settings here are ".Length..];

        JsonElement schema = Schema();
        foreach (string step in level.Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            schema = step == "items" ? schema.GetProperty("items") : schema.GetProperty("properties").GetProperty(step);
        }

        Assert.False(schema.GetProperty("additionalProperties").GetBoolean());
        Assert.Equal(settings.Split(", "), schema.GetProperty("properties").EnumerateObject().Select(property => property.Name).Order(StringComparer.Ordinal), StringComparer.Ordinal);
    }

    [Fact]
    public void The_published_schema_has_the_same_words()
    {
        JsonElement properties = Schema().GetProperty("properties");

        Assert.Equal(EnforcementProfile.All.Select(profile => profile.Name), Words(properties.GetProperty("profile")), StringComparer.Ordinal);
        Assert.Equal(["error", "warning", "note", "never"], Words(properties.GetProperty("lint").GetProperty("properties").GetProperty("failOn")), StringComparer.Ordinal);
    }

    [Fact]
    public void Every_parameter_of_the_linter_is_a_setting() => Assert.Equal(
        typeof(LintParameters).GetProperties().Where(property => property.Name is not ("Default" or "EqualityContract")).Select(property => char.ToLowerInvariant(property.Name[0]) + property.Name[1..]).Order(StringComparer.Ordinal),
        Schema().GetProperty("properties").GetProperty("lint").GetProperty("properties").GetProperty("parameters").GetProperty("properties").EnumerateObject().Select(property => property.Name).Order(StringComparer.Ordinal));

    private static IEnumerable<string?> Words(JsonElement schema) => schema.GetProperty("enum").EnumerateArray().Select(word => word.GetString());

    private static JsonElement Schema() => JsonDocument.Parse(File.ReadAllText(RepositoryRoot.PathOf("docs", "netpol.schema.json"))).RootElement;

    private static ProjectConfiguration Read(string text)
    {
        var configuration = ProjectConfiguration.Read(PolicySource.FromText("netpol.yaml", text), out ImmutableArray<Diagnostic> diagnostics);
        Assert.Empty(diagnostics);
        return configuration;
    }
}
