using System.Text.Json;

namespace Packages.Tests;

/// <summary>A new console project that installs one library from the feed and has the program of its README.</summary>
internal sealed class FreshProject
{
    private const string Framework = "net10.0";

    private readonly string _folder;

    public FreshProject(PackageFeed feed, string library)
    {
        Library = library;
        _folder = Directory.CreateDirectory(Path.Combine(feed.Folder, "Try." + library)).FullName;
        ProjectFile = Path.Combine(_folder, $"Try.{library}.csproj");
        string host = library == "PolicyEngine.AspNetCore" ? """<FrameworkReference Include="Microsoft.AspNetCore.App" />""" : "";
        File.WriteAllText(ProjectFile, $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <OutputType>Exe</OutputType>
                <TargetFramework>{Framework}</TargetFramework>
                <ImplicitUsings>enable</ImplicitUsings>
                <Nullable>enable</Nullable>
                <TreatWarningsAsErrors>true</TreatWarningsAsErrors>
              </PropertyGroup>
              <ItemGroup>
                <PackageReference Include="{library}" Version="{PackageFeed.Version}" />
                {host}
              </ItemGroup>
            </Project>
            """);
        File.WriteAllText(Path.Combine(_folder, "Program.cs"), PackageReadme.Block(library, "csharp"));
    }

    public string Library { get; }

    public string ProjectFile { get; }

    /// <summary>What the program prints.</summary>
    public string Run() => DotnetCommand.Run(_folder, Path.Combine(_folder, "bin", "Debug", Framework, $"Try.{Library}.dll"));

    /// <summary>What came with the library, as <c>name/version</c>.</summary>
    public IEnumerable<string> Resolved()
    {
        using JsonDocument assets = JsonDocument.Parse(File.ReadAllText(Path.Combine(_folder, "obj", "project.assets.json")));
        return [.. assets.RootElement.GetProperty("targets").GetProperty(Framework).EnumerateObject().Select(package => package.Name)];
    }
}
