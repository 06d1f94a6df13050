using FsCheck;
using FsCheck.Fluent;
using PolicyEngine.Testing;
using Property = TestKit.Property;

namespace Testing.Tests;

/// <summary>Property tests as users write them: what holds whatever others add.</summary>
public sealed class OwnPoliciesTests
{
    private const int Cases = 300;

    [Theory]
    [InlineData("pci")]
    [InlineData("dev")]
    public void Whatever_policy_a_team_adds_what_a_tier_before_it_denies_stays_denied(string team)
    {
        Property.Holds(Arbitraries.NetworkPolicies(Samples.Guarded, team), StaysApart);
        Property.Holds(Arbitraries.CalicoPolicies(Samples.Guarded, team), StaysApart);

        static void StaysApart(Manifests added) => PolicyAssert.Denies(added.Over(Samples.Guarded), "dev/*", "pci/*");
    }

    [Fact]
    public void Whatever_pods_a_team_adds_they_are_kept_away_too() => Property.Holds(
        Arbitraries.Pods(Samples.Guarded, "dev"),
        added => PolicyAssert.Denies(added.Over(Samples.Guarded), "dev/*", "pci/*"));

    [Fact]
    public void A_policy_that_opens_what_nothing_guards_is_found_and_shrunk_to_one_rule()
    {
        string message = Assert.ThrowsAny<Exception>(() => Prop.ForAll(
            Arbitraries.NetworkPolicies(Samples.Unguarded, "pci"),
            added => PolicyAssert.Denies(added.Over(Samples.Unguarded), "dev/*", "pci/*")).Check(Config.QuickThrowOnFailure.WithMaxTest(Cases))).ToString();

        Assert.Contains("generated.yaml", message, StringComparison.Ordinal);
        string smallest = message[message.IndexOf("Shrunk", StringComparison.Ordinal)..];
        Assert.Contains("ingress:\n  - {}", smallest.Replace("\r", "", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.DoesNotContain("---", smallest[..smallest.IndexOf("with exception", StringComparison.OrdinalIgnoreCase)], StringComparison.Ordinal);
    }
}
