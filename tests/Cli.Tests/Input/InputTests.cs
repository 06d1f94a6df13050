namespace Cli.Tests.Input;

/// <summary>Files, directories and standard input.</summary>
public sealed class InputTests
{
    private static readonly string[] s_question = ["can", "shop/frontend-a", "shop/redis-0", "--port", "6379"];

    [Fact]
    public void Directories_are_read_with_what_is_below_them()
    {
        using var folder = new TemporaryFolder();
        folder.Write("cluster.yaml", Fixture.Cluster);
        folder.Write("policies/redis/allow.yml", Fixture.RedisFromFrontend);
        folder.Write("policies/notes.txt", "not: yaml: at: all");

        CommandResult result = Netpol.Run([.. s_question, "-f", folder.Path, "--format", "json"]);

        Assert.Equal(0, result.Status);
        Assert.Equal("", result.Error);
        Assert.Equal(
            Path.Combine(folder.Path, "policies/redis/allow.yml"),
            result.Json.GetProperty("ingress").GetProperty("decidedBy").GetProperty("file").GetString());
    }

    [Fact]
    public void Files_and_standard_input_go_together()
    {
        using var folder = new TemporaryFolder();
        string cluster = folder.Write("cluster.yaml", Fixture.Cluster);

        CommandResult result = Netpol.RunWithInput(Fixture.RedisFromFrontend, [.. s_question, "-f", cluster, "--filename", "-"]);

        Assert.Equal(0, result.Status);
        Assert.Contains("[ADMITTED_BY_RULE] <stdin>:", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Objects_and_names_without_namespace_are_in_the_given_one()
    {
        const string Pods = """
            apiVersion: v1
            kind: Pod
            metadata: {name: a}
            ---
            apiVersion: v1
            kind: Pod
            metadata: {name: b}
            """;

        Assert.Equal(0, Netpol.RunWithInput(Pods, "can", "pod/a", "team/b", "-f", "-", "-n", "team").Status);
        Assert.Equal(0, Netpol.RunWithInput(Pods, "can", "pod/a", "default/b", "-f", "-").Status);
    }

    [Theory]
    [InlineData("no-such-file.yaml")]
    [InlineData("samples/redis/README.md")]
    public void Where_nothing_can_be_read_the_status_is_2_with_the_reason(string path)
    {
        CommandResult result = Netpol.Run([.. s_question, "-f", path]);

        Assert.Equal(2, result.Status);
        Assert.Equal("", result.Output);
        Assert.Contains($"netpol: nothing in the input could be read: {path}\n", result.Error, StringComparison.Ordinal);
        Assert.Contains(": error PE", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void An_input_without_documents_is_status_2()
    {
        CommandResult result = Netpol.RunWithInput("# nothing\n---\n", [.. s_question, "-f", "-"]);

        Assert.Equal(2, result.Status);
        Assert.Equal("netpol: the input has no documents: -\n", result.Error);
    }

    [Fact]
    public void A_file_that_is_missing_among_others_makes_the_answer_unknown()
    {
        CommandResult result = Netpol.Run([.. s_question, "-f", "samples/redis", "-f", "no-such-file.yaml"]);

        Assert.Equal(3, result.Status);
        Assert.StartsWith("no-such-file.yaml: error PE1009: ", result.Error, StringComparison.Ordinal);
        Assert.Contains("  hint: ", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Verbose_names_what_was_passed_over()
    {
        const string Map = """
            ---
            apiVersion: v1
            kind: ConfigMap
            metadata: {name: settings, namespace: shop}

            """;

        CommandResult quiet = Netpol.RunWithInput(Fixture.Cluster + Map, [.. s_question, "-f", "-"]);
        CommandResult verbose = Netpol.RunWithInput(Fixture.Cluster + Map, [.. s_question, "-f", "-", "--verbose"]);

        Assert.Equal("", quiet.Error);
        Assert.Contains("netpol: passed over 1 v1/ConfigMap", verbose.Error, StringComparison.Ordinal);
        Assert.Equal(quiet.Output, verbose.Output);
    }
}
