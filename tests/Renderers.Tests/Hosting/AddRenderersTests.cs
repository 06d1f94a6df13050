using Microsoft.Extensions.DependencyInjection;
using PolicyEngine.Hosting;
using PolicyEngine.Linting;
using PolicyEngine.Renderers;
using PolicyEngine.Renderers.Hosting;
using PolicyEngine.Renderers.Linting;

namespace Renderers.Tests.Hosting;

public sealed class AddRenderersTests
{
    [Fact]
    public void There_is_a_renderer_for_each_target()
    {
        using ServiceProvider provider = new ServiceCollection().AddRenderers().AddRenderers().BuildServiceProvider();

        Assert.Equal(RenderTarget.All, provider.GetServices<IRenderer>().Select(renderer => renderer.Target), StringComparer.Ordinal);
        Assert.All(RenderTarget.All, target => Assert.Equal(target, provider.GetRequiredKeyedService<IRenderer>(target).Target));
    }

    [Fact]
    public void A_renderer_of_ones_own_stands_beside_them()
    {
        var own = new OwnRenderer("table");

        using ServiceProvider provider = new ServiceCollection().AddRenderers().AddKeyedSingleton<IRenderer>(own.Target, own).BuildServiceProvider();

        Assert.Same(own, provider.GetRequiredKeyedService<IRenderer>("table"));
        Assert.IsNotType<OwnRenderer>(provider.GetRequiredKeyedService<IRenderer>(RenderTarget.Ios));
    }

    [Fact]
    public void A_renderer_that_is_registered_before_stays()
    {
        var own = new OwnRenderer(RenderTarget.Ios);

        using ServiceProvider provider = new ServiceCollection().AddKeyedSingleton<IRenderer>(RenderTarget.Ios, own).AddRenderers().BuildServiceProvider();

        Assert.Same(own, provider.GetRequiredKeyedService<IRenderer>(RenderTarget.Ios));
    }

    [Fact]
    public void The_linter_gets_the_rules_about_targets()
    {
        using ServiceProvider provider = new ServiceCollection().AddPolicyEngine().AddRenderers().AddRenderers().BuildServiceProvider();

        Assert.Equal(RendererRules.All, provider.GetServices<ILintRule>());
        Assert.Contains(provider.GetRequiredService<Linter>().Rules, rule => rule.Id == "NP8012");
    }

    private sealed class OwnRenderer(string target) : IRenderer
    {
        public string Target => target;

        public RenderResult Render(PolicyEngine.PolicySnapshot snapshot, RenderRequest request, CancellationToken cancellationToken = default) => new([], []);
    }
}
