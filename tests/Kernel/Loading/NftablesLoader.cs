using System.Collections.Immutable;
using PolicyEngine.Renderers.Nftables;

namespace Kernel.Tests.Loading;

/// <summary>Both families in one run of <c>nft</c>.</summary>
internal sealed class NftablesLoader() : RuleLoader("nftables", new NftablesRenderer())
{
    public override IEnumerable<string> Listing() => Tool.Run("nft", "", "list", "ruleset").Split('\n');

    protected override void Load(ImmutableDictionary<string, string> parts) =>
        Tool.Run("nft", $"flush ruleset\n{parts.GetValueOrDefault("nft.v4")}{parts.GetValueOrDefault("nft.v6")}", "-f", "-");
}
