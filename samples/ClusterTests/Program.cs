using System.Globalization;
using FsCheck;
using FsCheck.Fluent;
using PolicyEngine;
using PolicyEngine.Testing;

// The same policies in every run, so that a build fails for what was changed and not by chance; PROPERTY_SEED has others looked at.
ulong?[] seed = [.. (Environment.GetEnvironmentVariable("PROPERTY_SEED") ?? "2026,1").Split(',').Select(NumberOf)];
if (args.Length == 0 || seed is not [{ } first, { } second] || second % 2 == 0)
{
    Console.Error.WriteLine(args.Length == 0 ? "usage: ClusterTests <path>..." : "PROPERTY_SEED is not two numbers of which the second is odd, such as 2026,1");
    return 2;
}

Config config = Config.QuickThrowOnFailure.WithReplay(first, second);
LoadResult loaded = new PolicyLoader().LoadPaths(args);
if (loaded.HasErrors)
{
    Console.Error.WriteLine(string.Join('\n', loaded.Diagnostics));
    return 2;
}

// In a test project each of these is a test; here they are run one after the other.
PolicySnapshot cluster = PolicyAssert.Loads(loaded);

try
{
    PolicyAssert.Allows(cluster, "deploy/shop/frontend", "svc/shop/redis", "6379");
    PolicyAssert.Denies(cluster, "dev/*", "svc/shop/redis");
}
catch (PolicyAssertException exception)
{
    Console.Error.WriteLine(exception.Message);
    return 1;
}

Console.WriteLine("Redis takes the frontend's connections and none from dev");

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

return 0;

static ulong? NumberOf(string text) => ulong.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out ulong number) ? number : null;
