using System.Text.RegularExpressions;
using Dataplane.Tests.Doctor;
using PolicyEngine.Dataplane.Datastore;
using PolicyEngine.Dataplane.Doctor;
using PolicyEngine.Text;
using TestKit;

namespace Dataplane.Tests.Datastore;

/// <summary>Every code of the dataplane has a page that says the same as the catalogue, and whose example produces it.</summary>
public sealed partial class DiagnosticPagesTests
{
    private static readonly string Folder = RepositoryRoot.PathOf("docs", "diagnostics");

    private static IEnumerable<DiagnosticDescriptor> Catalogue => [.. DatastoreDiagnostics.All, .. NetworkDoctor.Kinds];

    public static TheoryData<string> Codes => [.. Catalogue.Select(descriptor => descriptor.Code)];

    [Fact]
    public void There_is_one_page_for_each_code_and_no_other() => Assert.Equal(
        Catalogue.Select(descriptor => descriptor.Code).Order(StringComparer.Ordinal),
        Directory.GetFiles(Folder, "PE6*.md").Select(path => Path.GetFileNameWithoutExtension(path)).Order(StringComparer.Ordinal));

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
        string yaml = Example().Match(Page(code)).Groups["text"].Value;

        Assert.Contains(code, Dump.Read(yaml).Diagnostics.Select(diagnostic => diagnostic.Code).Concat(Patient.Examine(yaml).Select(finding => finding.Code)), StringComparer.Ordinal);
    }

    private static string Page(string code) => File.ReadAllText(Path.Combine(Folder, code + ".md"));

    [GeneratedRegex("```yaml\n(?<text>.*?)```", RegexOptions.Singleline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Example();
}
