namespace Architecture.Tests;

/// <summary>Folders of the engine are the stages of its work: each may use those before it and none after it.</summary>
public sealed class FolderOrderTests
{
    private static readonly string[] Stages = ["Text", "Collections", "Sets", "Model", "Documents", "Binding", "Compilation", "Queries", "Connectivity", "Expectations", "Fixes", "Linting", "Json", "Hosting"];

    [Fact]
    public void A_stage_uses_only_earlier_stages()
    {
        var offences = new List<string>();
        foreach ((string path, string[] lines) in Repository.Sources("src/PolicyEngine"))
        {
            int stage = Array.IndexOf(Stages, path.Split('/')[0]);
            foreach (string line in stage < 0 ? [] : lines)
            {
                int used = Array.FindIndex(Stages, name => line.StartsWith($"using PolicyEngine.{name}", StringComparison.Ordinal));
                if (used > stage)
                {
                    offences.Add($"{path}: {line}");
                }
            }
        }

        Assert.Empty(offences);
    }

    [Fact]
    public void Every_folder_of_the_engine_is_a_stage()
    {
        IEnumerable<string> folders = Repository.Sources("src/PolicyEngine")
            .Where(source => source.Path.Contains('/', StringComparison.Ordinal))
            .Select(source => source.Path.Split('/')[0])
            .Distinct(StringComparer.Ordinal);

        Assert.Empty(folders.Except(Stages, StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("src/PolicyEngine", "using YamlDotNet", "Documents/YamlEventReader.cs,Documents/YamlComments.cs")]
    [InlineData("src/Selectors", "using Sprache", "Parsing/SelectorGrammar.cs,Parsing/TokenInput.cs")]
    public void A_parsing_library_appears_in_its_own_files_only(string folder, string marker, string allowed)
    {
        IEnumerable<string> users = Repository.Sources(folder)
            .Where(source => source.Lines.Any(line => line.StartsWith(marker, StringComparison.Ordinal)))
            .Select(source => source.Path);

        Assert.Empty(users.Except(allowed.Split(','), StringComparer.Ordinal));
    }
}
