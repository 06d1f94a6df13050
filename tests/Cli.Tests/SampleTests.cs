using System.Globalization;
using TestKit;

namespace Cli.Tests;

/// <summary>The samples' documents show what the commands really print.</summary>
public sealed class SampleTests
{
    public static TheoryData<string, int> Commands()
    {
        var commands = new TheoryData<string, int>();
        foreach (string sample in (string[])["redis", "redis-calico"])
        {
            string file = ReadmeOf(sample);
            for (int index = 0; index < ReadmeCommand.In(file).Count(); index++)
            {
                commands.Add(sample, index);
            }
        }

        return commands;
    }

    [Theory]
    [MemberData(nameof(Commands))]
    public void Every_command_of_a_sample_prints_what_its_readme_shows(string sample, int index)
    {
        ReadmeCommand command = ReadmeCommand.In(ReadmeOf(sample)).ElementAt(index);

        CommandResult result = Netpol.Run([.. command.Arguments]);

        Assert.Equal(command.Output, result.Output);
        Assert.Equal("", result.Error);
        Assert.InRange(result.Status, 0, 1);
    }

    [Theory]
    [InlineData("redis")]
    [InlineData("redis-calico")]
    public void A_sample_is_found_by_the_command_of_the_project_readme(string sample)
    {
        string readme = File.ReadAllText(ReadmeOf(sample));

        Assert.Contains(string.Create(CultureInfo.InvariantCulture, $"-f samples/{sample}"), readme, StringComparison.Ordinal);
    }

    private static string ReadmeOf(string sample) => Path.Combine(RepositoryRoot.Path, "samples", sample, "README.md");
}
