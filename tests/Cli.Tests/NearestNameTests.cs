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
    [InlineData("shop/redis", "there is no pod `shop/redis`; did you mean svc/shop/redis, shop/redis-0?")]
    [InlineData("redsi-0", "there is no endpoint `redsi-0`; did you mean shop/redis-0?")]
    [InlineData("redis", "there is no endpoint `redis`; did you mean svc/shop/redis, shop/redis-0?")]
    [InlineData("externl", "there is no endpoint `externl`; did you mean external?")]
    [InlineData("nodeport/shop/wbe", "there is no service `shop/wbe`; did you mean nodeport/shop/web?")]
    [InlineData("job/shop/migrate", "the pods of Job `shop/migrate` have finished")]
    [InlineData("shop/*-7", "there is no pod that matches `shop/*-7`")]
    [InlineData("shop/migr", "there is no pod `shop/migr`; did you mean Job/shop/migrate, shop/migrate-x?")]
    [InlineData("deploy/shop/mail", "there is no Deployment `shop/mail`; did you mean Deployment/shop/mailer?")]
    [InlineData("node/work", "there is no node `work`; did you mean node/worker-1?")]
    public void What_may_have_been_meant_is_told(string to, string message) =>
        Assert.Equal(new CommandResult(2, "", $"netpol: {message}\n"), Netpol.RunProcess(Cluster, "can", "shop/web-0", to, "-f", "-"));

    [Fact]
    public void Names_that_begin_so_come_before_those_that_have_it_between_dashes_and_those_of_the_namespace_first()
    {
        string pods = string.Concat(new[] { "other/api-1", "other/the-api-1", "shop/my-api-2", "shop/api-3", "shop/apinot", "shop/myapi-1", "shop/my-apis" }
            .Select(name => $"---\n{{apiVersion: v1, kind: Pod, metadata: {{namespace: {name.Split('/')[0]}, name: {name.Split('/')[1]}}}}}\n"));

        Assert.Equal(
            new CommandResult(2, "", "netpol: there is no pod `shop/api`; did you mean shop/api-3, shop/apinot, shop/my-api-2, other/api-1, other/the-api-1?\n"),
            Netpol.RunProcess(Cluster + pods, "can", "shop/web-0", "shop/api", "-f", "-"));
    }

    [Fact]
    public void No_more_than_ten_names_are_told()
    {
        string pods = string.Concat(Enumerable.Range(10, 30).Select(number => $"---\n{{apiVersion: v1, kind: Pod, metadata: {{namespace: shop, name: many-{number}}}}}\n"));

        Assert.Equal(
            new CommandResult(2, "", $"netpol: there is no endpoint `many`; did you mean {string.Join(", ", Enumerable.Range(10, 10).Select(number => $"shop/many-{number}"))}?\n"),
            Netpol.RunProcess(Cluster + pods, "can", "shop/web-0", "many", "-f", "-"));
    }

    [Theory]
    [InlineData("networkpolicy/shop/redi", "NetworkPolicy/shop/redis")]
    [InlineData("netpol/shop/rdis", "NetworkPolicy/shop/redis")]
    [InlineData("redis", "NetworkPolicy/shop/redis")]
    [InlineData("pod/shop/redis", "Pod/shop/redis-0")]
    [InlineData("svc/redis", "Service/shop/redis")]
    [InlineData("deploy/shop/mail", "Deployment/shop/mailer")]
    [InlineData("no/worker", "Node/worker-1")]
    public void What_may_have_been_meant_to_be_taken_away_is_told(string without, string meant) => Assert.Equal(
        new CommandResult(2, "", $"netpol: there is no `{without}` to take away; did you mean {meant}?\n"),
        Netpol.RunProcess(Cluster + "---\n{apiVersion: networking.k8s.io/v1, kind: NetworkPolicy, metadata: {name: redis, namespace: shop}, spec: {podSelector: {matchLabels: {app: redis}}}}\n", "can", "shop/web-0", "shop/redis-0", "-f", "-", "--without", without));

    [Theory]
    [InlineData("NetworkSet/everyone", "GlobalNetworkSet/everyone")]
    [InlineData("GlobalNetworkSet/partner", "NetworkSet/shop/partners")]
    [InlineData("networkset/shop/partner", "NetworkSet/shop/partners")]
    public void A_set_of_networks_that_may_be_taken_away_is_told_as_what_it_is(string without, string meant) => Assert.Equal(
        new CommandResult(2, "", $"netpol: there is no `{without}` to take away; did you mean {meant}?\n"),
        Netpol.RunProcess(
            Cluster + "---\n{apiVersion: projectcalico.org/v3, kind: NetworkSet, metadata: {name: partners, namespace: shop}}\n---\n{apiVersion: projectcalico.org/v3, kind: GlobalNetworkSet, metadata: {name: everyone}}\n",
            "can", "shop/web-0", "shop/redis-0", "-f", "-", "--without", without));

    [Fact]
    public void A_name_that_nothing_can_bear_is_told_in_part()
    {
        string name = new('x', 254);

        Assert.Equal(new CommandResult(2, "", $"netpol: there is no endpoint `{name[..60]}…`\n"), Netpol.RunProcess(Cluster, "can", "shop/web-0", name, "-f", "-"));
        Assert.Equal(new CommandResult(2, "", $"netpol: there is no endpoint `{name[1..]}`\n"), Netpol.RunProcess(Cluster, "can", "shop/web-0", name[1..], "-f", "-"));
    }
}
