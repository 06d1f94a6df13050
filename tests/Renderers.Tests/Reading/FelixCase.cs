using PolicyEngine.Renderers.Reading;
using PolicyEngine.Renderers.Reading.Ipsets;
using PolicyEngine.Renderers.Reading.Iptables;
using PolicyEngine.Renderers.Reading.Nft;
using PolicyEngine.Sets;
using TestKit;

namespace Renderers.Tests.Reading;

/// <summary>The texts of one case of the corpus in one family.</summary>
internal sealed record FelixCase(string Name, IpFamily Family)
{
    /// <summary>All cases with a text of the family.</summary>
    public static TheoryData<string, IpFamily> All
    {
        get
        {
            var data = new TheoryData<string, IpFamily>();
            foreach (string folder in Folders)
            {
                foreach (IpFamily family in new[] { IpFamily.V4, IpFamily.V6 })
                {
                    if (File.Exists(new FelixCase(Path.GetFileName(folder), family).PathOf("iptables")))
                    {
                        data.Add(Path.GetFileName(folder), family);
                    }
                }
            }

            return data;
        }
    }

    public string Iptables => File.ReadAllText(PathOf("iptables"));

    public string Ipset => File.ReadAllText(PathOf("ipset"));

    /// <summary>Whether the texts hold some of the chains only, and jump to others.</summary>
    public bool IsPart => File.ReadAllText(Corpus.PathOf("felix", Name, "options.json")).Contains("\"chains\"", StringComparison.Ordinal);

    public string? Nft => File.Exists(PathOf("nft")) ? File.ReadAllText(PathOf("nft")) : null;

    private static IEnumerable<string> Folders =>
        Corpus.Missing("felix") is null ? Directory.EnumerateDirectories(Corpus.PathOf("felix")).Order(StringComparer.Ordinal) : [];

    public LoadedIpsets ReadIpset() => IpsetReader.Read(Ipset);

    public LoadedRuleset ReadIptables() => IptablesReader.Read(Iptables, Family, ReadIpset().Sets);

    public LoadedRuleset? ReadNft() => Nft is { } text ? NftScriptReader.Read(text) : null;

    private string PathOf(string kind) => Corpus.PathOf("felix", Name, $"{kind}.{(Family == IpFamily.V4 ? "v4" : "v6")}.txt");
}
