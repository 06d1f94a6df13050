using PolicyEngine.Renderers;
using PolicyEngine.Renderers.Acl.Hns;
using PolicyEngine.Renderers.Acl.Ios;
using PolicyEngine.Renderers.Acl.Yang;
using PolicyEngine.Renderers.Iptables;
using PolicyEngine.Renderers.Nftables;

namespace PolicyEngine.Cli.Output.Rendering;

/// <summary>The renderers by the names of their targets.</summary>
internal static class RendererTable
{
    private static readonly (string Name, Func<IRenderer> Make)[] s_renderers =
    [
        (RenderTarget.Iptables, () => new IptablesRenderer()),
        (RenderTarget.Nftables, () => new NftablesRenderer()),
        (RenderTarget.Ios, () => new IosRenderer()),
        (RenderTarget.Rfc8519, () => new YangAclRenderer()),
        (RenderTarget.Hns, () => new HnsRenderer()),
    ];

    public static IEnumerable<string> Names => s_renderers.Select(entry => entry.Name);

    /// <summary>Checks names of targets.</summary>
    /// <exception cref="CommandFailedException">One is none.</exception>
    public static void Check(IEnumerable<string> targets, string option)
    {
        if (targets.FirstOrDefault(target => !Names.Contains(target, StringComparer.Ordinal)) is { } unknown)
        {
            throw NoSuch(unknown, option);
        }
    }

    /// <summary>The renderer for a target.</summary>
    /// <exception cref="CommandFailedException">There is no such target.</exception>
    public static IRenderer Find(string target) =>
        (Array.Find(s_renderers, entry => entry.Name == target).Make ?? throw NoSuch(target, "--target"))();

    private static CommandFailedException NoSuch(string target, string option) => new($"{option}: `{target}` is none; there are {string.Join(", ", Names)}");
}
