using System.Collections.Immutable;
using System.Text.Json;
using PolicyEngine.Renderers.Node;
using PolicyEngine.Renderers.Program;
using PolicyEngine.Sets;
using TestKit;

namespace PolicyEngine.Renderers.Tests.Golden;

/// <summary>One case of what Felix printed: its options and its texts.</summary>
internal sealed class GoldenCase
{
    private readonly JsonElement _options;
    private readonly string _folder;

    private GoldenCase(string folder)
    {
        _folder = folder;
        _options = JsonDocument.Parse(File.ReadAllText(Path.Combine(folder, "options.json"))).RootElement;
    }

    /// <summary>The case whose folder has a name, or begins with its number.</summary>
    public static GoldenCase Named(string name) =>
        new(Directory.EnumerateDirectories(Corpus.PathOf("felix"), name + "*").Single());

    public static IEnumerable<string> Names() => Directory.EnumerateDirectories(Corpus.PathOf("felix")).Select(folder => Path.GetFileName(folder)!).Order(StringComparer.Ordinal);

    /// <summary>The node whose rules are wanted.</summary>
    public string Node => _options.GetProperty("node").GetString()!;

    /// <summary>Felix's messages; null where the case gives resources.</summary>
    public JsonElement? Low => _options.TryGetProperty("low", out JsonElement low) ? low : null;

    /// <summary>The pattern of the chains that the texts are restricted to; null for none.</summary>
    public string? Chains => _options.TryGetProperty("chains", out JsonElement chains) ? chains.GetString() : null;

    public bool UsesIpvs => _options.TryGetProperty("ipvs", out JsonElement ipvs) && ipvs.GetBoolean();

    public ImmutableArray<IpFamily> Families => _options.TryGetProperty("ipv6", out JsonElement ipv6) && ipv6.GetBoolean() ? [IpFamily.V4, IpFamily.V6] : [IpFamily.V4];

    public ImmutableArray<Backend> Backends => !_options.TryGetProperty("backends", out JsonElement backends) ? [Backend.Iptables, Backend.Nftables] :
        [.. backends.EnumerateArray().Select(name => name.GetString() == "iptables" ? Backend.Iptables : Backend.Nftables)];

    public FelixSettings Settings => !_options.TryGetProperty("config", out JsonElement config) ? FelixSettings.Default :
        FelixSettings.Default with { Given = FelixSettings.Default.Given.AddRange(config.EnumerateObject().Select(pair => KeyValuePair.Create(pair.Name, pair.Value.GetString()!))) };

    public KernelFeatures Features => !_options.TryGetProperty("features", out JsonElement features) ? KernelFeatures.All :
        new KernelFeatures(Feature(features, "snatFullyRandom"), Feature(features, "masqFullyRandom"), Feature(features, "nflogSize"));

    public ImmutableArray<NodeInterface> Interfaces => !_options.TryGetProperty("hostIfaces", out JsonElement links)
        ? [new NodeInterface("lo", [Address("127.0.0.1"), Address("::1")])]
        : [.. links.EnumerateObject().Select(link => new NodeInterface(link.Name, [.. link.Value.EnumerateArray().Select(text => Address(text.GetString()!))]))];

    /// <summary>What the case's options say about a node.</summary>
    public NodeState Frame() => new() { Settings = Settings, Features = Features, UsesIpvs = UsesIpvs, Interfaces = Interfaces };

    /// <summary>A text, such as <c>iptables.v4.txt</c>.</summary>
    public string Text(string kind, IpFamily family) => File.ReadAllText(Path.Combine(_folder, $"{kind}.v{(int)family}.txt"));

    private static bool Feature(JsonElement features, string name) => !features.TryGetProperty(name, out JsonElement value) || value.GetBoolean();

    private static IpAddress Address(string text) => IpAddress.TryParse(text, out IpAddress address) ? address : throw new FormatException(text);
}
