using System.Text.RegularExpressions;
using TestKit;
using YamlDotNet.RepresentationModel;

namespace Cli.Tests;

/// <summary>The samples of pipelines are well-formed, and what they run works.</summary>
public sealed partial class CiSampleTests
{
    private static readonly string s_folder = Path.Combine(RepositoryRoot.Path, "samples", "ci");

    public static TheoryData<string> Files => [.. Directory.EnumerateFiles(s_folder).Append(Path.Combine(RepositoryRoot.Path, ".pre-commit-hooks.yaml"))
        .Where(file => !file.EndsWith(".md", StringComparison.Ordinal)).Select(file => Path.GetRelativePath(RepositoryRoot.Path, file)).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Files))]
    public void Every_command_line_works(string file)
    {
        using var folder = new TemporaryFolder();
        folder.Write("manifests/policies.yaml", LintFixture.Sound);
        string text = File.ReadAllText(file);
        string[] lines = [.. (file.EndsWith("Jenkinsfile", StringComparison.Ordinal) ? [text] : Scalars(text)).SelectMany(scalar => Command().Matches(scalar)).Select(match => match.Groups["arguments"].Value)];

        Assert.NotEmpty(lines);
        foreach (string line in lines)
        {
            // The hook of the repository is given its paths by who uses it.
            string[] paths = line.Contains("manifests", StringComparison.Ordinal) ? [] : ["manifests/"];
            CommandResult result = Netpol.RunProcessIn(folder.Path, "", [.. line.Split(' ', StringSplitOptions.RemoveEmptyEntries), .. paths]);
            Assert.Equal((0, ""), (result.Status, result.Error));
        }
    }

    private static IEnumerable<string> Scalars(string text)
    {
        var stream = new YamlStream();
        using var reader = new StringReader(text);
        stream.Load(reader);
        return stream.Documents.SelectMany(document => document.AllNodes).OfType<YamlScalarNode>().Select(node => node.Value ?? "");
    }

    [GeneratedRegex(@"(^|')netpol (?<arguments>[^'\n]+)", RegexOptions.Multiline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Command();
}
