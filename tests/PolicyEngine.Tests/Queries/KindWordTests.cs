using PolicyEngine.Queries;

namespace PolicyEngine.Tests.Queries;

/// <summary>The word before a name that tells its kind.</summary>
public sealed class KindWordTests
{
    [Theory]
    [InlineData("deploy/shop/web", "Deployment")]
    [InlineData("Deployments/shop/web", "Deployment")]
    [InlineData("deployment.apps/shop/web", "Deployment")]
    [InlineData("cronjob.batch/shop/backup", "CronJob")]
    [InlineData("NetworkSet.projectcalico.org/shop/partners", "NetworkSet")]
    [InlineData("networksets/shop/partners", "NetworkSet")]
    public void Kinds_are_named_as_kubectl_takes_and_prints_them(string reference, string kind) => Assert.Equal(kind, EndpointFinder.KindOf(reference));

    [Theory]
    [InlineData("deployment.batch/shop/web")]
    [InlineData("pod.apps/shop/web")]
    [InlineData("deployment./shop/web")]
    [InlineData(".apps/shop/web")]
    public void A_kind_of_another_group_is_none(string reference) => Assert.Equal("", EndpointFinder.KindOf(reference));
}
