using Kernel.Tests.Loading;
using Kernel.Tests.Namespaces;
using Kernel.Tests.Probing;
using TestKit;

namespace Kernel.Tests.Recorded;

/// <summary>
/// Our rules make the kernel do what it did under Felix's: all verdicts recorded in the corpus come out again, and what Felix
/// wrote so that it could not be loaded is loaded.
/// </summary>
public abstract class RecordedVerdictTests
{
    private const int CasesPerNamespace = 50;
    private const int DifferencesShown = 20;
    private const int FewestFlows = 2000;

    private protected static void Agree(string backEnd)
    {
        long start = Environment.TickCount64;
        (int Cases, int Flows, string[] Differences)[] parts =
        [
            .. new[] { "core", "quirk", "hand" }.SelectMany(file => File.ReadLines(Corpus.PathOf("calico-eval", file + ".jsonl")))
                .Chunk(CasesPerNamespace)
                .AsParallel().WithDegreeOfParallelism(2)
                .Select(lines => NetworkThread.Run(() => Part(lines, RuleLoader.All[backEnd]()))),
        ];
        int flows = parts.Sum(part => part.Flows);
        string[] differences = [.. parts.SelectMany(part => part.Differences)];
        Console.WriteLine(
            $"kernel, {backEnd}: {parts.Sum(part => part.Cases)} recorded cases, {flows} flows, {differences.Length} differ, {(Environment.TickCount64 - start) / 1000.0:0.0} s");
        Assert.True(differences.Length == 0, string.Join('\n', differences.Take(DifferencesShown)));
        Assert.True(flows >= FewestFlows, $"only {flows} flows");
    }

    private static (int Cases, int Flows, string[] Differences) Part(string[] lines, RuleLoader loader)
    {
        using var lab = new NodeLab();
        RecordedCase[] cases = [.. lines.Select(RecordedCase.Read)];
        return (cases.Length, cases.Sum(one => one.Flows.Length), [.. cases.SelectMany(one => one.Differences(lab, loader))]);
    }
}

/// <summary>By <c>nft</c>.</summary>
public sealed class RecordedVerdictsOnNftablesTests : RecordedVerdictTests
{
    [KernelFact("calico-eval")]
    public void Verdicts_are_those_recorded() => Agree("nftables");
}

/// <summary>By iptables on nftables.</summary>
public sealed class RecordedVerdictsOnIptablesTests : RecordedVerdictTests
{
    [KernelFact("calico-eval")]
    public void Verdicts_are_those_recorded() => Agree("iptables-nft");
}

/// <summary>By iptables as it was.</summary>
public sealed class RecordedVerdictsOnLegacyIptablesTests : RecordedVerdictTests
{
    [KernelFact("calico-eval")]
    public void Verdicts_are_those_recorded() => Agree("iptables-legacy");
}
