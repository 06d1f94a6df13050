using System.Globalization;
using FsCheck;
using FsCheck.Fluent;
using PolicyEngine;
using PolicyEngine.Testing;

// In a test project each of these is a test; here they are run one after the other.
PolicySnapshot cluster = PolicyAssert.Loads(new PolicyLoader().LoadPaths(args));

PolicyAssert.Allows(cluster, "deploy/shop/frontend", "svc/shop/redis", "6379");
PolicyAssert.Denies(cluster, "dev/*", "svc/shop/redis");
Console.WriteLine("Redis takes the frontend's connections and none from dev");

// The same policies in every run, so that a build fails for what was changed and not by chance; PROPERTY_SEED has others looked at.
ulong[] seed = [.. (Environment.GetEnvironmentVariable("PROPERTY_SEED") ?? "2026,1").Split(',').Select(number => ulong.Parse(number, CultureInfo.InvariantCulture))];
Config config = Config.QuickThrowOnFailure.WithReplay(seed[0], seed[1]);

// Policies add up, so a team can open its own namespace; what it writes in `dev` must never open `shop`.
Prop.ForAll(Arbitraries.NetworkPolicies(cluster, "dev"), added => PolicyAssert.Denies(added.Over(cluster), "dev/*", "shop/redis-0", "6379")).Check(config);

try
{
    Prop.ForAll(Arbitraries.NetworkPolicies(cluster, "shop"), added => PolicyAssert.Denies(added.Over(cluster), "dev/*", "shop/redis-0", "6379"))
        .Check(config.WithQuietOnSuccess(true).WithMaxTest(2000));
}
catch (Exception exception) when (exception.Message.Contains("Falsifiable", StringComparison.Ordinal))
{
    Console.WriteLine("whoever may write policies in shop can open Redis to dev");
}
