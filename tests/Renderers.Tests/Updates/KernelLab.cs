using PolicyEngine.Renderers;
using Renderers.Tests.Reading;

namespace Renderers.Tests.Updates;

/// <summary>Loads texts one after the other into a kernel without rules, and tells what is there after each.</summary>
internal sealed class KernelLab(string target, string program) : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("lab").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    /// <summary>What the kernel holds after each of some results was loaded.</summary>
    public string[] Load(IReadOnlyList<RenderResult> results)
    {
        List<string> commands = ["set -e", $"cd {_folder}"];
        for (int step = 0; step < results.Count; step++)
        {
            foreach (RenderedPart part in results[step].Parts)
            {
                string file = $"{step}.{part.Name}";
                File.WriteAllText(Path.Combine(_folder, file), part.Text);
                commands.Add($"{Loader(part.Name)} {file}");
            }

            commands.Add(target == RenderTarget.Nftables
                ? $"nft -j list ruleset > {step}.nft"
                : $"{program}-save > {step}.rules; {program.Replace("iptables", "ip6tables")}-save > {step}.rules6; ipset save > {step}.sets");
        }

        (int exitCode, string errors) = Tools.Run(string.Join('\n', commands));
        Assert.True(exitCode == 0, errors);
        return [.. Enumerable.Range(0, results.Count).Select(Listed)];
    }

    private string Loader(string part) => part switch
    {
        "iptables.v4" => $"{program}-restore --noflush <",
        "iptables.v6" => $"{program.Replace("iptables", "ip6tables")}-restore --noflush <",
        "nft.v4" or "nft.v6" => "nft -f",
        _ => "ipset restore <",
    };

    private string Listed(int step) => target == RenderTarget.Nftables
        ? Listing.OfNft(Read($"{step}.nft"))
        : $"{Listing.OfIptables(Read($"{step}.rules"))}\n{Listing.OfIptables(Read($"{step}.rules6"))}\n{Listing.OfSets(Read($"{step}.sets"))}";

    private string Read(string file) => File.ReadAllText(Path.Combine(_folder, file));
}
