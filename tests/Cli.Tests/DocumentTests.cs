using System.CommandLine;
using PolicyEngine;
using PolicyEngine.Cli;
using TestKit;

namespace Cli.Tests;

/// <summary>Documents show what the commands really print. All run in the repository's root.</summary>
public sealed class DocumentTests
{
    public static TheoryData<string, int> Shown()
    {
        var commands = new TheoryData<string, int>();
        foreach ((string document, ReadmeCommand command) in Documents().SelectMany(document => ReadmeCommand.Shown(document).Select(command => (document, command))))
        {
            commands.Add(document, command.Number);
        }

        return commands;
    }

    [Theory]
    [MemberData(nameof(Shown))]
    public void Every_command_prints_what_its_document_shows(string document, int line)
    {
        ReadmeCommand command = ReadmeCommand.Shown(document).Single(command => command.Number == line);

        string output = command.Line.Split(' ')[0] switch
        {
            "netpol" => Printed(command.Arguments),
            "cat" => File.ReadAllText(command.Arguments[0]),
            var other => throw new InvalidOperationException($"nothing is known of `{other}`"),
        };

        Assert.True(command.IsShown(output), output);
    }

    [Fact]
    public void Every_example_is_understood()
    {
        RootCommand root = NetpolApp.CreateRoot(new CommandContext(StandardStreams.Of(TextReader.Null, TextWriter.Null, TextWriter.Null), options => new PolicyLoader(options), CancellationToken.None));

        Assert.Empty(Documents().SelectMany(document => ReadmeCommand.Examples(document)
            .SelectMany(command => root.Parse([.. command.Arguments]).Errors.Select(error => $"{document}:{command.Number}: {error.Message}"))));
    }

    private static string Printed(IReadOnlyList<string> arguments)
    {
        CommandResult result = Netpol.Run([.. arguments]);
        Assert.Equal("", result.Error);
        Assert.InRange(result.Status, 0, 3);
        return result.Output;
    }

    /// <summary>All documents for readers, by their paths from the repository's root.</summary>
    private static IEnumerable<string> Documents() => Directory.EnumerateFiles(RepositoryRoot.Path, "*.md")
        .Concat(((string[])["docs", "samples", "src", "benchmarks"]).SelectMany(folder => Directory.EnumerateFiles(RepositoryRoot.PathOf(folder), "*.md", SearchOption.AllDirectories)))
        .Select(file => Path.GetRelativePath(RepositoryRoot.Path, file).Replace('\\', '/'))
        .Order(StringComparer.Ordinal);
}
