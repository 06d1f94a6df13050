using System.Text.Json.Nodes;
using PolicyEngine.Linting;

namespace PolicyEngine.Specification.Tests;

/// <summary>What fixes do to the text and the meaning of random worlds.</summary>
public sealed class FixTests
{
    private const string File = "input.yaml";

    /// <summary>The one rule whose fix says that something else was meant.</summary>
    private const string SplitPeer = "NP2004";

    [Fact]
    public void A_fix_of_a_misspelling_writes_what_was_meant_and_nothing_else()
    {
        int mended = 0;
        int wrong = 0;
        new FlowLaw(world =>
        {
            JsonObject[] documents = [.. WorldDocuments.Of(world)];
            string[] right = Words(WorldYaml.Print(documents));
            string misspelt = WorldYaml.Print(Misspelling.Of(documents, new Dice(right.Length)));
            string[] before = Words(misspelt);
            string[] after = Words(Fixed(world, misspelt, id => id != SplitPeer));
            string[] meant = Words(Fixed(world, WorldYaml.Print(documents), id => id != SplitPeer));
            string? failure = after.Length != right.Length ? "there are other words than before" : null;
            for (int place = 0; place < right.Length && failure is null; place++)
            {
                if (before[place] != right[place])
                {
                    wrong++;
                    mended += after[place] == meant[place] ? 1 : 0;
                }

                failure = after[place] == meant[place] || after[place] == before[place] ? null : $"`{right[place]}`, misspelt `{before[place]}`, became `{after[place]}`";
            }

            return _ => failure;
        }).HoldsEverywhere();
        Assert.True(mended > wrong / 2, $"only {mended} of {wrong} words were mended");
    }

    [Fact]
    public void A_fix_of_what_was_understood_changes_no_verdict() => new FlowLaw(world =>
    {
        var before = new LoadedWorld(world);
        var after = new LoadedWorld(world, Fixed(world, WorldYaml.Print(world), id => id != SplitPeer));
        return flow => before.Evaluate(flow) is var old && after.Evaluate(flow) is var now && old != now ? $"{old} became {now}" : null;
    }).HoldsEverywhere();

    [Fact]
    public void Peers_made_one_allow_nothing_more() => new FlowLaw(world =>
    {
        var before = new LoadedWorld(world);
        var after = new LoadedWorld(world, Fixed(world, WorldYaml.Print(world), id => id == SplitPeer));
        return flow => after.Evaluate(flow).Whole == SpecifiedOutcome.Allowed && before.Evaluate(flow).Whole == SpecifiedOutcome.Denied ? "it was denied before" : null;
    }).HoldsEverywhere();

    private static string[] Words(string text) => text.Split([' ', '\n', ',', '{', '}', '[', ']'], StringSplitOptions.RemoveEmptyEntries);

    private static string Fixed(World world, string text, Func<string, bool> isWanted)
    {
        LoadResult input = new PolicyLoader(LoadedWorld.Options(world) with { KeepsText = true }).LoadText(text);
        return LintFixes.Apply(File, text, new Linter().Run(input).Findings.Where(finding => isWanted(finding.Rule.Id)).Select(finding => finding.Fix).OfType<LintFix>()).Text;
    }
}
