using System.Collections.Immutable;
using PolicyEngine.Linting;
using PolicyEngine.Renderers.Acl.Hns;
using PolicyEngine.Renderers.Acl.Ios;
using PolicyEngine.Renderers.Acl.Yang;
using PolicyEngine.Renderers.Iptables;
using PolicyEngine.Renderers.Nftables;

namespace PolicyEngine.Renderers.Linting;

/// <summary>Lint rules about targets that policies are rendered for; they run where <see cref="LintOptions.RenderFor"/> names some.</summary>
public static class RendererRules
{
    /// <summary>All of them, with all renderers.</summary>
    public static ImmutableArray<ILintRule> All { get; } = For([new IptablesRenderer(), new NftablesRenderer(), new IosRenderer(), new YangAclRenderer(), new HnsRenderer()]);

    /// <summary>All of them, with given renderers.</summary>
    /// <param name="renderers">The renderers, by the names of their targets.</param>
    public static ImmutableArray<ILintRule> For(IEnumerable<IRenderer> renderers)
    {
        var renderings = new TargetRenderings([.. renderers]);
        return [new RendererLossy(renderings), new RendererLimit(renderings), new RendererNotEquivalent(renderings), new StatelessReturn(renderings)];
    }
}
