using System.Globalization;
using PolicyEngine.Benchmarks.Cluster;
using PolicyEngine.Renderers;
using PolicyEngine.Renderers.Iptables;
using PolicyEngine.Renderers.Nftables;
using PolicyEngine.Renderers.Program;

namespace PolicyEngine.Benchmarks.Quick;

/// <summary>Measures rendering rules of the kernel on what Felix was measured on.</summary>
internal static class RenderRun
{
    // The runtime compiles the code to its best form on the way.
    private const int Runs = 60;

    public static void Run()
    {
        PolicyChainWorld policies = new();
        string text = "";
        Measure.Time("1,000 policies x 10 rules, lowered", Runs, 1, () => GC.KeepAlive(policies.Lower(Backend.Iptables)));
        Measure.Time("1,000 policies x 10 rules to iptables", Runs, 1, () => text = policies.Iptables());
        Print(text, "-A ");
        Measure.Time("1,000 policies x 10 rules to nft", Runs, 1, () => text = policies.Nftables());
        Print(text, "add rule ");

        PolicySnapshot world = WorldW.Load();
        RenderRequest request = new() { Node = WorldW.Node };
        Measure.Time("W to iptables and ipset, IPv4", Runs, 1, () => text = string.Concat(WorldW.Iptables(world)));
        Print(text, "-A ");
        Render("W to iptables and ipset, both families", new IptablesRenderer(), world, request);
        Render("W to nft, both families", new NftablesRenderer(), world, request);

        PolicySnapshot changed = WorldW.Changed(world);
        RenderRequest update = request with { Since = world };
        Render("W, one policy changed, to iptables and ipset", new IptablesRenderer(), changed, update);
        Render("W, one policy changed, to nft", new NftablesRenderer(), changed, update);
    }

    private static void Render(string name, IRenderer renderer, PolicySnapshot snapshot, RenderRequest request)
    {
        RenderResult result = new([], []);
        Measure.Time(name, Runs, 1, () => result = renderer.Render(snapshot, request));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"    {result.Parts.Sum(part => part.Text.Length):N0} characters"));
    }

    private static void Print(string text, string rule)
    {
        int rules = text.Split('\n').Count(line => line.StartsWith(rule, StringComparison.Ordinal));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"    {text.Length:N0} characters, {rules:N0} rules"));
    }
}
