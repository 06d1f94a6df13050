using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using PolicyEngine.Linting;
using PolicyEngine.Renderers.Acl.Hns;
using PolicyEngine.Renderers.Acl.Ios;
using PolicyEngine.Renderers.Acl.Yang;
using PolicyEngine.Renderers.Iptables;
using PolicyEngine.Renderers.Linting;
using PolicyEngine.Renderers.Nftables;

namespace PolicyEngine.Renderers.Hosting;

/// <summary>Registers the renderers with a service collection.</summary>
public static class ServiceCollectionExtensions
{
    /// <summary>
    /// Adds an <see cref="IRenderer"/> for each <see cref="RenderTarget"/>, as singletons: all of them together, and each by its
    /// target as key. Renderers of one's own are registered beside them, under names of their own; one that is registered under a
    /// target's name before stays. Rules about what is rendered are added for
    /// the linter.
    /// </summary>
    /// <param name="services">The collection.</param>
    public static IServiceCollection AddRenderers(this IServiceCollection services)
    {
        ArgumentNullException.ThrowIfNull(services);
        IRenderer[] renderers = [new IptablesRenderer(), new NftablesRenderer(), new IosRenderer(), new YangAclRenderer(), new HnsRenderer()];
        foreach (IRenderer renderer in renderers)
        {
            services.TryAddEnumerable(ServiceDescriptor.Singleton(renderer));
            services.TryAddKeyedSingleton(renderer.Target, renderer);
        }

        foreach (ILintRule rule in RendererRules.All)
        {
            services.TryAddEnumerable(ServiceDescriptor.Singleton(rule));
        }

        return services;
    }
}
