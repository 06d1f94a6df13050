using System.Collections.Immutable;
using System.Reflection;
using System.Text.RegularExpressions;
using PolicyEngine.Binding;
using PolicyEngine.Hosting;
using PolicyEngine.Text;

namespace PolicyEngine.Tests.Binding;

/// <summary>Every code has a page that says the same as the catalogue, and whose example produces it.</summary>
public sealed partial class DiagnosticPagesTests
{
    private static readonly string Folder = FindFolder();

    private static IEnumerable<DiagnosticDescriptor> Catalogue => [.. ReadingDiagnostics.All, .. BindingDiagnostics.All, .. ConfigurationDiagnostics.All];

    public static TheoryData<string> Codes => [.. Catalogue.Select(descriptor => descriptor.Code)];

    [Fact]
    public void The_catalogue_holds_every_binding_descriptor_once()
    {
        DiagnosticDescriptor[] fields = [.. typeof(BindingDiagnostics)
            .GetFields(BindingFlags.Static | BindingFlags.Public)
            .Select(field => field.GetValue(null))
            .OfType<DiagnosticDescriptor>()];
        Assert.Equal(fields.ToHashSet(), BindingDiagnostics.All.ToHashSet());
        Assert.Equal(Catalogue.Count(), Catalogue.Select(descriptor => descriptor.Code).Distinct(StringComparer.Ordinal).Count());
    }

    [Fact]
    public void There_is_one_page_for_each_code_and_no_other()
    {
        IEnumerable<string?> pages = Directory.GetFiles(Folder, "*.md").Select(Path.GetFileNameWithoutExtension).Where(name => name != "README");
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
            Assert.Contains(code, ["PE1000", "PE1004", "PE1006", "PE1007", "PE1009", "PE1010", "PE3025"], StringComparer.Ordinal);
            return;
        }

        if (code.StartsWith("PE4", StringComparison.Ordinal))
        {
            ProjectConfiguration.Read(PolicySource.FromText("netpol.yaml", example.Groups["text"].Value), out ImmutableArray<Diagnostic> diagnostics);
            Assert.Contains(code, diagnostics.Select(diagnostic => diagnostic.Code), StringComparer.Ordinal);
            return;
        }

        LoadResult loaded = new PolicyLoader().LoadText(example.Groups["text"].Value, "example." + example.Groups["language"].Value);
        Assert.Contains(code, loaded.Diagnostics.Select(diagnostic => diagnostic.Code), StringComparer.Ordinal);
    }

    private static string Page(string code) => File.ReadAllText(Path.Combine(Folder, code + ".md"));

    private static string FindFolder()
    {
        DirectoryInfo? folder = new(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "PolicyEngine.sln")))
        {
            folder = folder.Parent;
        }

        Assert.NotNull(folder);
        return Path.Combine(folder.FullName, "docs", "diagnostics");
    }

    [GeneratedRegex("```(?<language>yaml|json)\n(?<text>.*?)```", RegexOptions.Singleline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Example();
}
