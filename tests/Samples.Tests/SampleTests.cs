using TestKit;

namespace Samples.Tests;

/// <summary>Samples print what their documents show.</summary>
public sealed class SampleTests
{
    [Theory]
    [InlineData("Embedding")]
    [InlineData("AclExport")]
    [InlineData("CustomLintRule")]
    [InlineData("CustomRenderer")]
    [InlineData("ClusterTests")]
    public async Task A_program_prints_what_its_readme_shows(string sample)
    {
        ReadmeExample example = Assert.Single(ReadmeExample.In(sample));
        string[] words = example.Command.Split(' ');
        Assert.Equal(["dotnet", "run", "--project", $"samples/{sample}"], words[..4]);

        using SampleProcess process = SampleProcess.Start("dotnet", [SampleProcess.ProgramOf(sample), .. words.Skip(5)]);
        (string output, string error, int status) = await process.EndAsync();

        Assert.Equal((example.Output, "", 0), (output, error, status));
    }

    [Theory]
    [InlineData("rfc8519", "ietf-access-control-list:acls")]
    [InlineData("hns", "\"Type\": \"ACL\"")]
    public async Task Other_access_lists_are_exported_and_proved(string target, string expected)
    {
        using SampleProcess process = SampleProcess.Start("dotnet", [SampleProcess.ProgramOf("AclExport"), target, "shop/redis-0", "samples/AclExport/cluster.yaml"]);
        (string output, string error, int status) = await process.EndAsync();

        Assert.Equal(("", 0), (error, status));
        Assert.Contains(expected, output, StringComparison.Ordinal);
        Assert.EndsWith("proved: 0 packets are treated differently than by the policies\n", output, StringComparison.Ordinal);
    }

    [KernelFact]
    public async Task The_kernel_does_what_its_readme_shows()
    {
        ReadmeExample example = Assert.Single(ReadmeExample.In("kernel-verified"));
        using SampleProcess process = SampleProcess.Start(RepositoryRoot.PathOf(example.Command.Split(' ')[^1]), [], $"dotnet {SampleProcess.ProgramOf("Cli", "netpol")}");
        (string output, string _, int status) = await process.EndAsync();

        Assert.Equal((example.Output, 0), (output, status));
    }

    [Fact]
    public async Task The_api_answers_as_its_readme_shows()
    {
        using SampleProcess process = SampleProcess.Run("WhatIfApi", "--urls", "http://127.0.0.1:0", "--policies", "samples/redis");
        using var client = new HttpClient { BaseAddress = await process.AddressAsync() };
        foreach (ReadmeExample example in ReadmeExample.In("WhatIfApi"))
        {
            var shown = new Uri(example.Command.Split('\'')[1]);
            using HttpResponseMessage response = await client.GetAsync(new Uri(shown.PathAndQuery, UriKind.Relative));
            Assert.Equal(example.Output, await response.Content.ReadAsStringAsync() + "\n");
        }
    }

    [Fact]
    public void Every_sample_is_listed()
    {
        string list = File.ReadAllText(RepositoryRoot.PathOf("samples", "README.md"));

        Assert.All(Directory.EnumerateDirectories(RepositoryRoot.PathOf("samples")), folder =>
        {
            Assert.Contains($"]({Path.GetFileName(folder)}/README.md)", list, StringComparison.Ordinal);
            Assert.True(File.Exists(Path.Combine(folder, "README.md")));
        });
    }
}
