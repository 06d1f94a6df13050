using Kernel.Tests.Loading;
using Kernel.Tests.Namespaces;
using Kernel.Tests.Probing;
using Kernel.Tests.Recorded;

namespace Kernel.Tests.Stories;

/// <summary>What users are told in the stories S01 to S14 is what their kernels do.</summary>
public sealed class StoryTests
{
    private const int FewestFlows = 70;

    [KernelFact]
    public void Answers_hold_on_nftables() => Hold("nftables");

    [KernelFact]
    public void Answers_hold_on_iptables() => Hold("iptables-nft");

    [KernelFact]
    public void Answers_hold_on_legacy_iptables() => Hold("iptables-legacy");

    private static void Hold(string backEnd)
    {
        RecordedCase[] cases = [.. Story.Cases()];
        string[] differences = NetworkThread.Run(() =>
        {
            using var lab = new NodeLab();
            RuleLoader loader = RuleLoader.All[backEnd]();
            return cases.SelectMany(one => one.Differences(lab, loader)).ToArray();
        });
        int flows = cases.Sum(one => one.Flows.Length);
        Console.WriteLine($"kernel, {backEnd}: {flows} flows of stories, {differences.Length} differ");
        Assert.True(differences.Length == 0, string.Join('\n', differences));
        Assert.True(flows >= FewestFlows, $"only {flows} flows");
    }
}
