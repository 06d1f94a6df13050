using System.IO.Compression;
using System.Xml.Linq;
using TestKit;

namespace Packages.Tests;

/// <summary>All packages, packed once into a feed of their own, and a folder outside the repository for projects that install them.</summary>
public sealed class PackageFeed : IDisposable
{
    /// <summary>A version that nobody can have installed before.</summary>
    public const string Version = "0.0.0-test";

    public PackageFeed()
    {
        Folder = Directory.CreateTempSubdirectory("policyengine-packages-").FullName;
        Packages = Path.Combine(Folder, "feed");

        // The build is one apart from the one that the tests themselves are of, so that neither disturbs the other.
        DotnetCommand.Run(
            RepositoryRoot.Path,
            [
                "pack", Solution("Packages", Directory.GetFiles(RepositoryRoot.PathOf("src"), "*.csproj", SearchOption.AllDirectories)),
                "--configuration", "Release", "--output", Packages, "--verbosity", "quiet", $"-p:ArtifactsPath={RepositoryRoot.PathOf("artifacts", "packages")}",
                $"-p:Version={Version}", "-p:RunAnalyzers=false", "-p:EnforceCodeStyleInBuild=false",
            ]);
        WriteConfiguration();
        Libraries = [.. PackageReadme.Libraries.Select(library => new FreshProject(this, library))];
        DotnetCommand.Run(Folder, "build", Solution("Fresh", Libraries.Select(library => library.ProjectFile)), "--verbosity", "quiet");
    }

    /// <summary>The folder of everything, which goes away with the tests.</summary>
    public string Folder { get; }

    /// <summary>The feed.</summary>
    public string Packages { get; }

    /// <summary>A console project for each library, with the program of its README, built.</summary>
    internal IReadOnlyList<FreshProject> Libraries { get; }

    /// <summary>The packages of libraries and the tool in the feed, those of symbols apart.</summary>
    public static TheoryData<string> Names => [.. PackageReadme.Libraries, "netpol", "netpol.any", "netpol.linux-x64"];

    public ZipArchive Open(string package, string extension = "nupkg") => ZipFile.OpenRead(Path.Combine(Packages, $"{package}.{Version}.{extension}"));

    public void Dispose() => Directory.Delete(Folder, recursive: true);

    private string Solution(string name, IEnumerable<string> projects)
    {
        string file = Path.Combine(Folder, name + ".slnx");
        new XElement("Solution", projects.Select(project => new XElement("Project", new XAttribute("Path", project)))).Save(file);
        return file;
    }

    /// <summary>The repository's sources and the feed. Packages of others are taken from the machine's cache where it has them.</summary>
    private void WriteConfiguration()
    {
        var configuration = XDocument.Load(RepositoryRoot.PathOf("nuget.config"));
        XElement root = configuration.Root!;
        root.Element("packageSources")!.Add(Add("feed", Packages));
        root.Element("packageSourceMapping")!.Add(new XElement(
            "packageSource", new XAttribute("key", "feed"), Pattern("PolicyEngine*"), Pattern("netpol*")));
        root.Add(new XElement("config", Add("globalPackagesFolder", Path.Combine(Folder, "installed"))));
        string cache = DotnetCommand.Run(Folder, "nuget", "locals", "global-packages", "--list").Split(": ", 2)[1].Trim();
        if (Directory.Exists(cache))
        {
            root.Add(new XElement("fallbackPackageFolders", Add("cache", cache)));
        }

        configuration.Save(Path.Combine(Folder, "nuget.config"));

        static XElement Add(string key, string value) => new("add", new XAttribute("key", key), new XAttribute("value", value));

        static XElement Pattern(string pattern) => new("package", new XAttribute("pattern", pattern));
    }
}
