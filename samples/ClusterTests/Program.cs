using FsCheck;
using FsCheck.Fluent;
using PolicyEngine;
using PolicyEngine.Testing;

// In a test project each of these is a test; here they are run one after the other.
PolicySnapshot cluster = PolicyAssert.Loads(new PolicyLoader().LoadPaths(args));

PolicyAssert.Allows(cluster, "deploy/shop/frontend", "svc/shop/redis", "6379");
PolicyAssert.Denies(cluster, "dev/*", "svc/shop/redis");
Console.WriteLine("Redis takes the frontend's connections and none from dev");

// Policies add up, so a team can open its own namespace; what it writes in `dev` must never open `shop`.
Prop.ForAll(Arbitraries.NetworkPolicies(cluster, "dev"), added => PolicyAssert.Denies(added.Over(cluster), "dev/*", "shop/redis-0", "6379")).QuickCheckThrowOnFailure();

try
{
    Prop.ForAll(Arbitraries.NetworkPolicies(cluster, "shop"), added => PolicyAssert.Denies(added.Over(cluster), "dev/*", "shop/redis-0", "6379"))
        .Check(Config.QuickThrowOnFailure.WithQuietOnSuccess(true).WithMaxTest(2000));
}
catch (Exception exception) when (exception.Message.Contains("Falsifiable", StringComparison.Ordinal))
{
    Console.WriteLine("whoever may write policies in shop can open Redis to dev");
}
