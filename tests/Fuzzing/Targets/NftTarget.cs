using PolicyEngine.Renderers.Reading;
using PolicyEngine.Renderers.Reading.Nft;

namespace Fuzzing.Tests;

/// <summary>Scripts of nft.</summary>
internal sealed class NftTarget : RulesetTarget
{
    public override string Name => "nft";

    protected override IEnumerable<LoadedRuleset> Load(string text) => [NftScriptReader.Read(text)];
}
