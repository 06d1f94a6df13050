namespace Packages.Tests;

[Collection(PackagesCollection.Name)]
public sealed class ToolTests(PackageFeed feed)
{
    [Fact]
    public void The_tool_is_installed_and_answers_as_its_readme_shows()
    {
        string tools = Path.Combine(feed.Folder, "tools");
        DotnetCommand.Run(feed.Folder, "tool", "install", "netpol", "--tool-path", tools, "--version", PackageFeed.Version, "--source", feed.Packages);
        File.WriteAllText(Path.Combine(feed.Folder, "cluster.yaml"), PackageReadme.Block("netpol", "yaml"));
        string command = PackageReadme.Block("netpol", "sh").Split('\n')[1];

        string answer = DotnetCommand.RunProgram(Path.Combine(tools, "netpol"), feed.Folder, command.Split(' ')[1..]);

        Assert.Equal(PackageReadme.Block("netpol", "text"), answer);
        Assert.StartsWith(PackageFeed.Version, DotnetCommand.RunProgram(Path.Combine(tools, "netpol"), feed.Folder, "--version"), StringComparison.Ordinal);
    }
}
