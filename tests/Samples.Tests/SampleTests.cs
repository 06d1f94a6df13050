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
    [InlineData("ClusterTests", null)]
    [InlineData("ClusterTests", null, "nowhere")]
    [InlineData("ClusterTests", "7", "samples/redis")]
    [InlineData("ClusterTests", "7,8", "samples/redis")]
    [InlineData("ClusterTests", "seven,1", "samples/redis")]
    [InlineData("CustomLintRule", null, "nowhere")]
    [InlineData("CustomRenderer", null, "nowhere")]
    [InlineData("AdmissionWebhook", null)]
    [InlineData("AdmissionWebhook", null, "--failure-mode", "7")]
    [InlineData("AdmissionWebhook", null, "--failure-mode", "open", "--tls", "nowhere")]
    [InlineData("AdmissionWebhook", null, "--failure-mode", "open", "--gates", "nowhere")]
    public async Task What_a_program_cannot_take_is_told_in_one_line(string sample, string? seed, params string[] arguments)
    {
        using SampleProcess process = SampleProcess.Start("dotnet", [SampleProcess.ProgramOf(sample), .. arguments], seed: seed);
        (string output, string error, int status) = await process.EndAsync();

        Assert.Equal(("", 2), (output, status));
        Assert.Single(error.Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }

    [Fact]
    public async Task An_assertion_that_does_not_hold_is_told_without_a_trace_of_the_stack()
    {
        using SampleProcess process = SampleProcess.Start("dotnet", [SampleProcess.ProgramOf("ClusterTests"), "samples/AclExport/cluster.yaml"]);
        (string _, string error, int status) = await process.EndAsync();

        Assert.Equal(1, status);
        Assert.DoesNotContain("   at ", error, StringComparison.Ordinal);
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

    [Theory]
    [InlineData("AdmissionWebhook")]
    [InlineData("Embedding")]
    [InlineData("WhatIfApi")]
    public async Task A_sample_is_no_package_and_no_warning(string sample)
    {
        using SampleProcess process = SampleProcess.Start("dotnet", ["pack", $"samples/{sample}", "--no-build", "--verbosity", "quiet"]);

        Assert.Equal(("", "", 0), await process.EndAsync());
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
