using Microsoft.Extensions.DependencyInjection;
using PolicyEngine.Hosting;

namespace PolicyEngine.Tests.Hosting;

public sealed class AddPolicyEngineTests
{
    private const string Policy = "{apiVersion: networking.k8s.io/v1, kind: NetworkPolicy, metadata: {name: p}, spec: {podSelector: {}}}";

    [Fact]
    public void The_loader_is_one_for_all_and_has_the_options_given()
    {
        using ServiceProvider provider = new ServiceCollection().AddPolicyEngine(new LoadOptions { DefaultNamespace = "shop" }).BuildServiceProvider();
        PolicyLoader loader = provider.GetRequiredService<PolicyLoader>();

        Assert.Same(loader, provider.GetRequiredService<PolicyLoader>());
        Assert.Equal("shop", Assert.Single(loader.LoadText(Policy).Snapshot.Model.Policies).Name.Namespace);
    }

    [Fact]
    public void Without_options_the_defaults_hold()
    {
        using ServiceProvider provider = new ServiceCollection().AddPolicyEngine().BuildServiceProvider();

        Assert.Equal("default", Assert.Single(provider.GetRequiredService<PolicyLoader>().LoadText(Policy).Snapshot.Model.Policies).Name.Namespace);
    }
}
