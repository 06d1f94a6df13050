namespace Cli.Tests;

/// <summary>What is said where something is named that is not there: what may have been meant, as it can be typed.</summary>
public sealed class NearestNameTests
{
    private const string Cluster = Fixture.Cluster + """
        ---
        apiVersion: v1
        kind: Namespace
        metadata: {name: empty}
        ---
        apiVersion: v1
        kind: Node
        metadata: {name: worker-1}
        status: {addresses: [{type: InternalIP, address: 192.0.2.1}]}
        ---
        apiVersion: apps/v1
        kind: Deployment
        metadata: {name: mailer, namespace: shop}
        spec: {selector: {matchLabels: {app: mailer}}, template: {metadata: {labels: {app: mailer}}, spec: {serviceAccountName: postman}}}
        ---
        apiVersion: v1
        kind: Pod
        metadata:
          name: migrate-x
          namespace: shop
          ownerReferences: [{apiVersion: batch/v1, kind: Job, name: migrate, uid: u2, controller: true}]
        status: {phase: Succeeded, podIP: 10.244.1.99}

        """;

    [Theory]
    [InlineData("ns/shp", "there is no namespace `shp`; did you mean ns/shop?")]
    [InlineData("ns/empty", "there is no endpoint in namespace `empty`")]
    [InlineData("node/worker-9", "there is no node `worker-9`; did you mean node/worker-1?")]
    [InlineData("deploy/shop/mailr", "there is no Deployment `shop/mailr`; did you mean Deployment/shop/mailer?")]
    [InlineData("deploy/shp/mailer", "there is no Deployment `shp/mailer`; did you mean Deployment/shop/mailer?")]
    [InlineData("sa/shop/postmen", "there is no pod of service account `shop/postmen`; did you mean sa/shop/postman?")]
    [InlineData("svc/shop/redsi", "there is no service `shop/redsi`; did you mean svc/shop/redis?")]
    [InlineData("svc/shp/redis:6379", "there is no service `shp/redis`; did you mean svc/shop/redis?")]
    [InlineData("shp/redis-0", "there is no pod `shp/redis-0`; did you mean shop/redis-0?")]
    [InlineData("shop/redis", "there is no pod `shop/redis`; did you mean svc/shop/redis?")]
    [InlineData("redsi-0", "there is no endpoint `redsi-0`; did you mean shop/redis-0?")]
    [InlineData("redis", "there is no endpoint `redis`; did you mean svc/shop/redis?")]
    [InlineData("externl", "there is no endpoint `externl`; did you mean external?")]
    [InlineData("nodeport/shop/wbe", "there is no service `shop/wbe`; did you mean nodeport/shop/web?")]
    [InlineData("job/shop/migrate", "the pods of Job `shop/migrate` have finished")]
    [InlineData("shop/*-7", "there is no pod that matches `shop/*-7`")]
    public void What_may_have_been_meant_is_told(string to, string message) =>
        Assert.Equal(new CommandResult(2, "", $"netpol: {message}\n"), Netpol.RunProcess(Cluster, "can", "shop/web-0", to, "-f", "-"));
}
