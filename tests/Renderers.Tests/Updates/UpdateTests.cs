using PolicyEngine;
using PolicyEngine.Renderers;
using PolicyEngine.Renderers.Iptables;
using PolicyEngine.Renderers.Nftables;
using PolicyEngine.Renderers.Tests;
using Renderers.Tests.Reading;

namespace Renderers.Tests.Updates;

/// <summary>Rules that were updated step by step are those that are there where the whole is loaded.</summary>
public sealed class UpdateTests
{
    private const int Generated = 20;

    // nft 1.0.6 dies of listing its rules, however they were loaded.
    private const int Unlistable = 5;

    public static TheoryData<string> Worlds => [.. FelixCorpus.Worlds];

    public static TheoryData<int> Seeds => [.. Enumerable.Range(0, Generated).Where(seed => seed != Unlistable)];

    [ToolTheory("iptables-restore", "ip6tables-restore", "ipset")]
    [MemberData(nameof(Worlds))]
    public void Iptables_of_the_corpus(string name) => Check(new IptablesRenderer(), "iptables", WorldStates.OfCorpus(name));

    [ToolTheory("iptables-restore", "ip6tables-restore", "ipset")]
    [MemberData(nameof(Seeds))]
    public void Iptables_of_generated_clusters(int seed) => Check(new IptablesRenderer(), "iptables", WorldStates.Generated(seed));

    [ToolTheory("iptables-legacy-restore", "ip6tables-legacy-restore", "ipset")]
    [MemberData(nameof(Seeds))]
    public void The_older_iptables_of_generated_clusters(int seed) => Check(new IptablesRenderer(), "iptables-legacy", WorldStates.Generated(seed));

    [ToolTheory("nft")]
    [MemberData(nameof(Worlds))]
    public void Nftables_of_the_corpus(string name) => Check(new NftablesRenderer(), "", WorldStates.OfCorpus(name));

    [ToolTheory("nft")]
    [MemberData(nameof(Seeds))]
    public void Nftables_of_generated_clusters(int seed) => Check(new NftablesRenderer(), "", WorldStates.Generated(seed));

    [ToolTheory("iptables-restore", "ip6tables-restore", "ipset")]
    [InlineData("iptables")]
    [InlineData("iptables-legacy")]
    public void Iptables_of_pods_and_settings_that_change(string program) => Check(new IptablesRenderer(), program, ChangingCluster.States);

    [ToolFact("nft")]
    public void Nftables_of_pods_and_settings_that_change() => Check(new NftablesRenderer(), "", ChangingCluster.States);

    private static void Check(IRenderer renderer, string program, WorldStates states)
    {
        using var lab = new KernelLab(renderer.Target, program);
        var updates = new List<RenderResult>();
        PolicySnapshot? held = null;
        foreach (PolicySnapshot step in states.Steps)
        {
            updates.Add(renderer.Render(step, states.RequestOf(held)));
            held = step;
        }

        string[] updated = lab.Load(updates);

        foreach (PolicySnapshot step in states.Steps.Distinct())
        {
            string whole = lab.Load([renderer.Render(step, states.RequestOf(null))]).Single();
            Assert.All(states.Steps.Zip(updated).Where(pair => pair.First == step), pair => Assert.Equal(whole, pair.Second));
        }
    }
}
