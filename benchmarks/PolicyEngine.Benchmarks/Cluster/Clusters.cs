using PolicyEngine.Binding;
using PolicyEngine.Documents;
using PolicyEngine.Model;
using PolicyEngine.Text;

namespace PolicyEngine.Benchmarks.Cluster;

/// <summary>Generated clusters as text and as models.</summary>
internal static class Clusters
{
    private static readonly Dictionary<string, PolicyModel> s_models = new(StringComparer.Ordinal);

    public static byte[] Json(ClusterSize size) => ClusterWriter.Json(ClusterGenerator.Objects(size));

    public static byte[] PolicyYaml(ClusterSize size) => ClusterWriter.Yaml(ClusterGenerator.Policies(size));

    public static byte[] PolicyJson(ClusterSize size) => ClusterWriter.Json(ClusterGenerator.Policies(size));

    /// <summary>Reads without binding; the number of documents.</summary>
    public static int Read(string name, byte[] text)
    {
        var diagnostics = new DiagnosticBag(200);
        int count = 0;
        foreach (MappingNode _ in new DocumentReader(ReadLimits.Default, diagnostics).Read(name, new MemoryStream(text), default))
        {
            count++;
        }

        Check(diagnostics);
        return count;
    }

    /// <summary>Reads and binds as <see cref="PolicyLoader"/> does, without compiling.</summary>
    public static PolicyModel Bind(string name, byte[] text)
    {
        var diagnostics = new DiagnosticBag(200);
        var binder = new PolicyBinder("default", EnforcementProfile.CalicoIptables, diagnostics);
        foreach (MappingNode document in new DocumentReader(ReadLimits.Default, diagnostics).Read(name, new MemoryStream(text), default))
        {
            binder.Bind(document);
        }

        PolicyModel model = ModelBuilder.Build(binder.Resources, binder.Labels, binder.Context);
        Check(diagnostics);
        return model;
    }

    public static PolicySnapshot Load(string name, byte[] text) =>
        new PolicyLoader().Load([PolicySource.FromStream(name, new MemoryStream(text))]).Snapshot;

    public static PolicyModel Model(ClusterSize size)
    {
        if (!s_models.TryGetValue(size.Name, out PolicyModel? model))
        {
            model = Bind("cluster.json", Json(size));
            s_models.Add(size.Name, model);
        }

        return model;
    }

    /// <summary>Input that is not understood would be quick to compile and measure nothing.</summary>
    private static void Check(DiagnosticBag diagnostics)
    {
        if (diagnostics.ToImmutable().FirstOrDefault(diagnostic => diagnostic.Severity == Severity.Error) is { } error)
        {
            throw new InvalidOperationException(error.ToString());
        }
    }
}
