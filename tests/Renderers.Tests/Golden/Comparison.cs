using PolicyEngine.Renderers.Iptables;
using PolicyEngine.Renderers.Lowering;
using PolicyEngine.Renderers.Nftables;
using PolicyEngine.Renderers.Node;
using PolicyEngine.Renderers.Program;
using PolicyEngine.Sets;

namespace PolicyEngine.Renderers.Tests.Golden;

/// <summary>Compares what is rendered for a node with what Felix printed.</summary>
internal static class Comparison
{
    /// <summary>What differs in any family and by any tool; empty if nothing does.</summary>
    public static string Difference(GoldenCase golden, NodeState state)
    {
        List<string> differences = [];
        foreach (IpFamily family in golden.Families)
        {
            foreach (Backend backend in golden.Backends)
            {
                FilterProgram program = NodeRules.Lower(state, family, backend, Fidelity.Felix);
                differences.Add(backend == Backend.Iptables ? OfIptables(golden, family, program) : OfNftables(golden, family, program));
            }
        }

        return string.Join("\n", differences.Where(difference => difference.Length > 0));
    }

    private static string OfIptables(GoldenCase golden, IpFamily family, FilterProgram program) =>
        RuleText.Difference(RuleText.OfIptables(golden.Text("iptables", family), golden.Chains), RuleText.OfIptables(IptablesText.Write(program), golden.Chains)) +
        RuleText.Difference(RuleText.OfIpset(golden.Text("ipset", family)), RuleText.OfIpset(IpsetText.Write(program)));

    private static string OfNftables(GoldenCase golden, IpFamily family, FilterProgram program) =>
        RuleText.Difference(RuleText.OfNftables(golden.Text("nft", family), golden.Chains), RuleText.OfNftables(NftablesText.Write(program), golden.Chains));
}
