namespace PolicyEngine.Tests.Loading;

/// <summary>Files and directories.</summary>
public sealed class PathTests : IDisposable
{
    private readonly DirectoryInfo _root = Directory.CreateTempSubdirectory("policy-paths-");

    public void Dispose() => _root.Delete(recursive: true);

    private string Write(string path, string text)
    {
        string full = Path.Combine(_root.FullName, path);
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        File.WriteAllText(full, text);
        return full;
    }

    private static string Namespace(string name) => $"{{apiVersion: v1, kind: Namespace, metadata: {{name: {name}}}}}";

    [Fact]
    public void A_directory_is_its_nested_files_in_ordinal_order_without_hidden_directories_and_other_files()
    {
        Write("b.yaml", Namespace("b"));
        Write("a/z.yml", Namespace("z"));
        Write("a/b/c.json", "{\"apiVersion\":\"v1\",\"kind\":\"Namespace\",\"metadata\":{\"name\":\"c\"}}");
        Write("B.YAML", Namespace("upper"));
        Write("notes.txt", "not: [read");
        Write(".git/config.yaml", "not: [read");
        Assert.Equal(
            ["B.YAML", "a/b/c.json", "a/z.yml", "b.yaml"],
            PolicySource.FromPath(_root.FullName).Select(source => Path.GetRelativePath(_root.FullName, source.Name)), StringComparer.Ordinal);
        LoadResult loaded = new PolicyLoader().LoadPaths([_root.FullName]);
        Assert.Empty(loaded.Diagnostics);
        Assert.Equal(["b", "c", "upper", "z"], loaded.Snapshot.Model.Namespaces.Select(found => found.Name), StringComparer.Ordinal);
    }

    [Fact]
    public void Links_to_files_are_read_as_volumes_of_ConfigMaps_have_them_and_links_to_directories_are_not()
    {
        Write("..2026/a.yaml", Namespace("a"));
        Directory.CreateSymbolicLink(Path.Combine(_root.FullName, "..data"), "..2026");
        File.CreateSymbolicLink(Path.Combine(_root.FullName, "a.yaml"), Path.Combine("..data", "a.yaml"));
        Directory.CreateSymbolicLink(Path.Combine(_root.FullName, "again"), _root.FullName);
        Assert.Equal([Path.Combine(_root.FullName, "a.yaml")], PolicySource.FromPath(_root.FullName).Select(source => source.Name), StringComparer.Ordinal);
        Assert.Equal(1, new PolicyLoader().LoadPaths([_root.FullName]).DocumentCount);
    }

    [Fact]
    public void A_directory_given_as_one_file_cannot_be_read() => Assert.Equal(
        ["PE1009"], new PolicyLoader().Load([PolicySource.FromFile(_root.FullName)]).Diagnostics.Select(found => found.Code), StringComparer.Ordinal);

    [Fact]
    public void An_empty_directory_holds_nothing() => Assert.Equal(0, new PolicyLoader().LoadPaths([_root.FullName]).DocumentCount);

    [Fact]
    public void Every_diagnostic_names_the_file_it_is_about()
    {
        string good = Write("good.yaml", Namespace("good"));
        string bad = Write("bad.yaml", "\n{apiVersion: networking.k8s.io/v1, kind: NetworkPolicy, metadata: {name: p}, spec: {wrong: 1}}");
        Text.Diagnostic found = Assert.Single(new PolicyLoader().LoadPaths([good, bad]).Diagnostics);
        Assert.Equal((bad, 2), (found.Span.File, found.Span.Line));
        Assert.StartsWith($"{bad}:2:", found.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void One_file_given_twice_gives_its_objects_twice()
    {
        string file = Write("a.yaml", Namespace("a"));
        Assert.Equal(["PE3010"], new PolicyLoader().LoadPaths([file, file]).Diagnostics.Select(found => found.Code), StringComparer.Ordinal);
    }
}
