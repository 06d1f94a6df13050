using System.Runtime.InteropServices;
using TestKit;

namespace Packages.Tests;

[Collection(PackagesCollection.Name)]
public sealed class TrimmedAppTests(PackageFeed feed)
{
    [Fact]
    public void A_trimmed_app_lints_and_asks_what_if_without_a_warning()
    {
        string folder = Directory.CreateDirectory(Path.Combine(feed.Folder, "Trimmed")).FullName;
        foreach (string file in Directory.GetFiles(RepositoryRoot.PathOf("tests", "Packages.Tests", "Trimmed")))
        {
            File.Copy(file, Path.Combine(folder, Path.GetFileName(file)));
        }

        string runtime = RuntimeInformation.RuntimeIdentifier;
        DotnetCommand.Run(folder, "publish", "--runtime", runtime, "--output", "app", "--verbosity", "quiet", $"-p:PolicyEngineVersion={PackageFeed.Version}");
        string trimmed = DotnetCommand.RunProgram(Path.Combine(folder, "app", "Trimmed"), folder);
        string whole = DotnetCommand.RunProgram(Path.Combine(folder, "bin", "Release", "net10.0", runtime, "Trimmed"), folder);

        Assert.Equal(whole, trimmed);
        Assert.All(
            (string[])["NP2001 22", "Denied at input.yaml:15:1", "Allowed at whatif.yaml:4:54"],
            line => Assert.Contains(line, trimmed.Split('\n'), StringComparer.Ordinal));
    }
}
