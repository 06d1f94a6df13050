using PolicyEngine.Renderers.Reading;
using PolicyEngine.Renderers.Reading.Nft;

namespace Fuzzing.Tests;

/// <summary>What <c>nft -j list ruleset</c> writes.</summary>
internal sealed class NftJsonTarget : RulesetTarget
{
    public override string Name => "nft-json";

    protected override IEnumerable<LoadedRuleset> Load(string text) => [NftJsonReader.Read(text)];
}
