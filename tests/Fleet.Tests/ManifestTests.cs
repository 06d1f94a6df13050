using System.Diagnostics;
using System.Globalization;
using YamlDotNet.RepresentationModel;

namespace Fleet.Tests;

/// <summary>The scripts of the manifests, run as their pods run them, give the result of one run.</summary>
public sealed class ManifestTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("netpol-fleet-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void Every_index_works_out_a_piece_and_the_merge_joins_them()
    {
        YamlMappingNode job = Read("job.yaml");
        YamlMappingNode merge = Read("merge.yaml");
        int count = int.Parse(Text(job["spec"]["completions"]), CultureInfo.InvariantCulture);
        Assert.Equal("Indexed", Text(job["spec"]["completionMode"]));
        Assert.Equal(Text(job["spec"]["completions"]), VariableOf(job, "SHARDS"));
        Assert.Equal(Text(job["spec"]["completions"]), VariableOf(merge, "SHARDS"));

        // The first index runs twice, as it may.
        foreach (int index in (int[])[.. Enumerable.Range(0, count), 0])
        {
            Run(job, ("JOB_COMPLETION_INDEX", index.ToString(CultureInfo.InvariantCulture)), ("HOSTNAME", $"netpol-fleet-{index}"));
        }

        Run(merge);

        string merged = File.ReadAllText(Path.Combine(_folder.FullName, "fleet.jsonl"));
        Assert.Equal(count + 1, _folder.GetFiles("*.jsonl").Length);
        Assert.Equal(FleetProcess.RunNetpol("lint", "--fleet", "samples/scenarios", "--format", "json").Output, merged);
    }

    private void Run(YamlMappingNode manifest, params (string Name, string Value)[] more)
    {
        YamlMappingNode container = ContainerOf(manifest);
        string[] command = [.. ((YamlSequenceNode)container["command"]).Concat((YamlSequenceNode)container["args"]).Select(Text)];
        string tool = $"netpol() {{ {string.Join(' ', FleetProcess.Netpol)} \"$@\"; }}";
        var start = new ProcessStartInfo(command[0], [.. command[1..^1], $"{tool}\n{command[^1]}"]) { UseShellExecute = false, RedirectStandardError = true };
        foreach ((string name, string value) in ((string, string)[])
        [
            .. more,
            ("SHARDS", VariableOf(manifest, "SHARDS")),
            ("CLUSTERS", "samples/scenarios"),
            ("RESULTS", _folder.FullName),
        ])
        {
            start.Environment[name] = value;
        }

        using Process process = Process.Start(start)!;
        string error = process.StandardError.ReadToEnd();
        Assert.True(FleetProcess.StatusOf(process) == 0, error);
    }

    private static YamlMappingNode Read(string name)
    {
        var stream = new YamlStream();
        using StreamReader reader = File.OpenText(Path.Combine("samples", "fleet", name));
        stream.Load(reader);
        return (YamlMappingNode)stream.Documents.Single().RootNode;
    }

    private static YamlMappingNode ContainerOf(YamlMappingNode manifest) => (YamlMappingNode)manifest["spec"]["template"]["spec"]["containers"][0];

    private static string VariableOf(YamlMappingNode manifest, string name) =>
        Text(((YamlSequenceNode)ContainerOf(manifest)["env"]).Single(variable => Text(variable["name"]) == name)["value"]);

    private static string Text(YamlNode node) => ((YamlScalarNode)node).Value!;
}
