using System.Collections.Immutable;
using System.Reflection;
using System.Text.RegularExpressions;
using PolicyEngine.Binding;
using PolicyEngine.Expectations;
using PolicyEngine.Hosting;
using PolicyEngine.Text;
using TestKit;

namespace PolicyEngine.Tests.Binding;

/// <summary>Every code has a page that says the same as the catalogue, and whose example produces it.</summary>
public sealed partial class DiagnosticPagesTests
{
    // These have pages of the same kind, which the tests of the dataplane look after.
    private const string OfTheDataplane = "PE6";

    private static readonly string Folder = RepositoryRoot.PathOf("docs", "diagnostics");

    private static IEnumerable<DiagnosticDescriptor> Catalogue =>
        [.. ReadingDiagnostics.All, .. BindingDiagnostics.All, .. ConfigurationDiagnostics.All, .. ExpectationDiagnostics.All];

    public static TheoryData<string> Codes => [.. Catalogue.Select(descriptor => descriptor.Code)];

    [Fact]
    public void The_catalogue_holds_every_descriptor_once()
    {
        Assert.Equal(Fields(typeof(BindingDiagnostics)), BindingDiagnostics.All.ToHashSet());
        Assert.Equal(Fields(typeof(ExpectationDiagnostics)), ExpectationDiagnostics.All.ToHashSet());
        Assert.Equal(Catalogue.Count(), Catalogue.Select(descriptor => descriptor.Code).Distinct(StringComparer.Ordinal).Count());
    }

    [Fact]
    public void There_is_one_page_for_each_code_and_no_other()
    {
        IEnumerable<string?> pages = Directory.GetFiles(Folder, "*.md").Select(Path.GetFileNameWithoutExtension).Where(name => name != "README" && !name!.StartsWith(OfTheDataplane, StringComparison.Ordinal));
        Assert.Equal(Catalogue.Select(descriptor => descriptor.Code).Order(StringComparer.Ordinal), pages.Order(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Codes))]
    public void The_page_and_the_index_give_title_and_severity(string code)
    {
        DiagnosticDescriptor descriptor = Catalogue.Single(candidate => candidate.Code == code);
        string severity = descriptor.Severity.ToString().ToLowerInvariant();
        Assert.StartsWith($"# {code}: {descriptor.Title}\n\nSeverity: {severity}.\n", Page(code), StringComparison.Ordinal);
        Assert.Contains($"| [{code}]({code}.md) | {severity} | {descriptor.Title} |", File.ReadAllText(Path.Combine(Folder, "README.md")), StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Codes))]
    public void The_example_produces_the_code(string code)
    {
        Match example = Example().Match(Page(code));
        if (!example.Success)
        {
            // About bytes, sizes, files and options, which a page cannot show.
            Assert.Contains(code, ["PE1000", "PE1004", "PE1006", "PE1007", "PE1009", "PE1010", "PE3025", "PE3048"], StringComparer.Ordinal);
            return;
        }

        var source = PolicySource.FromText("example." + example.Groups["language"].Value, example.Groups["text"].Value);
        IEnumerable<Diagnostic> diagnostics = code[2] switch
        {
            '4' => OfConfiguration(source),
            '7' => OfExpectations(source),
            _ => new PolicyLoader().Load([source]).Diagnostics,
        };
        Assert.Contains(code, diagnostics.Select(diagnostic => diagnostic.Code), StringComparer.Ordinal);
    }

    private static ImmutableArray<Diagnostic> OfConfiguration(PolicySource source)
    {
        ProjectConfiguration.Read(source, out ImmutableArray<Diagnostic> diagnostics);
        return diagnostics;
    }

    private static IEnumerable<Diagnostic> OfExpectations(PolicySource source)
    {
        PolicySnapshot snapshot = new PolicyLoader().LoadText("{apiVersion: v1, kind: Pod, metadata: {name: web-0, namespace: shop}, status: {podIP: 10.0.0.1}}").Snapshot;
        var file = ExpectationFile.Read(source);
        return file.Diagnostics.Concat(ExpectationRun.Of(snapshot, file.Expectations).Errors);
    }

    private static HashSet<DiagnosticDescriptor> Fields(Type catalogue) => [.. catalogue
        .GetFields(BindingFlags.Static | BindingFlags.Public)
        .Select(field => field.GetValue(null))
        .OfType<DiagnosticDescriptor>()];

    private static string Page(string code) => File.ReadAllText(Path.Combine(Folder, code + ".md"));

    [GeneratedRegex("```(?<language>yaml|json)\n(?<text>.*?)```", RegexOptions.Singleline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Example();
}
