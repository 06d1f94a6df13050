using PolicyEngine.Renderers.Tests.Golden;
using TestKit;

namespace PolicyEngine.Renderers.Tests;

/// <summary>Cases that are given as Felix's own messages.</summary>
public sealed class LowGoldenTests
{
    public static TheoryData<string> Cases() => Corpus.Missing("felix") is null
        ? [.. GoldenCase.Names().Where(name => GoldenCase.Named(name).Low is not null)]
        : [""];

    [CorpusTheory("felix")]
    [MemberData(nameof(Cases))]
    public void Messages_become_the_rules_that_Felix_writes(string name)
    {
        GoldenCase golden = GoldenCase.Named(name);

        Assert.Equal("", Comparison.Difference(golden, LowMessages.Read(golden.Low!.Value, golden.Frame())));
    }
}
