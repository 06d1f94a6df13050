using System.Net;
using System.Text;
using AspNetCore.Tests.Api;
using Microsoft.Extensions.Options;
using PolicyEngine.AspNetCore.Admission;
using PolicyEngine.Hosting;

namespace AspNetCore.Tests.Admission;

/// <summary>Reviews over HTTPS.</summary>
public sealed class AdmissionTests
{
    private const string RedisFromWeb = """{"podSelector": {"matchLabels": {"app": "redis"}}, "policyTypes": ["Ingress"], "ingress": [{"from": [{"podSelector": {"matchLabels": {"app": "web"}}}], "ports": [{"port": 6379}]}]}""";
    private const string VaultFromShop = """{"podSelector": {}, "policyTypes": ["Ingress"], "ingress": [{"from": [{"namespaceSelector": {"matchLabels": {"kubernetes.io/metadata.name": "shop"}}}], "ports": [{"port": 8200}]}]}""";
    private const string DenyAll = """{"podSelector": {}, "policyTypes": ["Ingress"]}""";

    [Fact]
    public async Task What_is_sound_is_allowed()
    {
        await using AdmissionHost host = await AdmissionHost.StartAsync();

        (bool allowed, string _, string[] warnings) = await host.AskAsync(AdmissionHost.Review("CREATE", AdmissionHost.Policy(RedisFromWeb)));

        Assert.True(allowed);
        Assert.Empty(warnings);
    }

    [Fact]
    public async Task Errors_of_lint_deny_with_what_to_do()
    {
        await using AdmissionHost host = await AdmissionHost.StartAsync();
        string policy = AdmissionHost.Policy("""{"podSelector": {}, "policyTypes": ["Ingress"], "ingress": [{"from": [{"ipBlock": {"cidr": "10.0.0.0/99"}}]}]}""");

        (bool allowed, string message, _) = await host.AskAsync(AdmissionHost.Review("CREATE", policy));

        Assert.False(allowed);
        Assert.Contains("NetworkPolicy shop/new is denied by the policy engine\n- NP1", message, StringComparison.Ordinal);
        Assert.Contains("10.0.0.0/99", message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Gates_deny_with_who_would_reach_whom()
    {
        await using AdmissionHost host = await AdmissionHost.StartAsync();

        (bool allowed, string message, _) = await host.AskAsync(AdmissionHost.Review("CREATE", AdmissionHost.Policy(VaultFromShop, @namespace: "pci"), @namespace: "pci"));

        Assert.False(allowed);
        Assert.Contains("gate `nobody-into-pci` (the zone is audited)", message, StringComparison.Ordinal);
        Assert.Contains("shop/web -> pci/vault tcp/8200", message, StringComparison.Ordinal);
        Assert.Contains("narrow the policy", message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_deletion_that_opens_traffic_is_denied()
    {
        await using AdmissionHost host = await AdmissionHost.StartAsync();
        string old = AdmissionHost.Policy(DenyAll, "default-deny", "pci");

        (bool allowed, string message, _) = await host.AskAsync(AdmissionHost.Review("DELETE", null, old, "default-deny", "pci"));
        (bool withoutOld, _, _) = await host.AskAsync(AdmissionHost.Review("DELETE", null, null, "default-deny", "pci"));
        (bool ofNothing, _, _) = await host.AskAsync(AdmissionHost.Review("DELETE", null, null, "unknown", "pci"));

        Assert.False(allowed);
        Assert.Contains("nobody-into-pci", message, StringComparison.Ordinal);
        Assert.False(withoutOld);
        Assert.True(ofNothing);
    }

    [Fact]
    public async Task An_update_counts_by_what_it_changes()
    {
        await using AdmissionHost host = await AdmissionHost.StartAsync();
        string open = AdmissionHost.Policy(VaultFromShop, @namespace: "pci");

        (bool same, string message, string[] warnings) = await host.AskAsync(AdmissionHost.Review("UPDATE", open, open, @namespace: "pci"));
        (bool narrowed, _, _) = await host.AskAsync(AdmissionHost.Review("UPDATE", AdmissionHost.Policy(DenyAll, @namespace: "pci"), open, @namespace: "pci"));
        (bool widened, _, _) = await host.AskAsync(AdmissionHost.Review("UPDATE", open, AdmissionHost.Policy(DenyAll, @namespace: "pci"), @namespace: "pci"));

        Assert.Equal((true, ""), (same, message));
        Assert.Empty(warnings);
        Assert.True(narrowed);
        Assert.False(widened);
    }

    [Fact]
    public async Task Warnings_are_passed_on()
    {
        await using AdmissionHost host = await AdmissionHost.StartAsync();

        (bool allowed, _, string[] warnings) = await host.AskAsync(AdmissionHost.Review("CREATE", AdmissionHost.Policy("""{"podSelector": {"matchLabels": {"app": "nobody"}}, "policyTypes": ["Ingress"]}""")));

        Assert.True(allowed);
        Assert.Contains(warnings, warning => warning.StartsWith("NP2001: ", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("\"pods\"", "", "\"Pod\"")]
    [InlineData("\"leases\"", "coordination.k8s.io", "\"Lease\"")]
    public async Task Kinds_without_policies_are_allowed(string resource, string group, string kind)
    {
        await using AdmissionHost host = await AdmissionHost.StartAsync();
        string review = AdmissionHost.Review("CREATE", """{"apiVersion": "v1", "kind": "Pod", "metadata": {"name": "new", "namespace": "shop"}}""")
            .Replace("\"NetworkPolicy\"", kind, StringComparison.Ordinal).Replace("networking.k8s.io", group, StringComparison.Ordinal).Replace("\"networkpolicies\"", resource, StringComparison.Ordinal);

        Assert.True((await host.AskAsync(review)).IsAllowed);
    }

    [Fact]
    public async Task Policies_of_Calico_are_reviewed()
    {
        await using AdmissionHost host = await AdmissionHost.StartAsync();
        string review = AdmissionHost.Review("CREATE", """{"apiVersion": "crd.projectcalico.org/v1", "kind": "GlobalNetworkPolicy", "metadata": {"name": "open"}, "spec": {"order": 1, "selector": "all()", "types": ["Ingress"], "ingress": [{"action": "Allow"}]}}""")
            .Replace("networking.k8s.io", "crd.projectcalico.org", StringComparison.Ordinal).Replace("\"NetworkPolicy\"", "\"GlobalNetworkPolicy\"", StringComparison.Ordinal)
            .Replace("\"namespace\": \"shop\"", "\"namespace\": \"\"", StringComparison.Ordinal);

        (bool allowed, string message, _) = await host.AskAsync(review);

        Assert.False(allowed);
        Assert.Contains("nobody-into-pci", message, StringComparison.Ordinal);
    }

    private static IEnumerable<string> Malformed()
    {
        string sound = AdmissionHost.Review("CREATE", AdmissionHost.Policy(DenyAll));
        return
        [
            "",
            "hello",
            "[]",
            "null",
            sound[..^5],
            sound.Replace("admission.k8s.io/v1", "admission.k8s.io/v1beta1", StringComparison.Ordinal),
            sound.Replace("AdmissionReview", "ConversionReview", StringComparison.Ordinal),
            sound.Replace("705ab4f5-6393-11e8-b7cc-42010a800002", "", StringComparison.Ordinal),
            sound.Replace("\"uid\"", "\"id\"", StringComparison.Ordinal),
            sound.Replace("\"version\": \"v1\", \"kind\"", "\"of\"", StringComparison.Ordinal),
            sound.Replace("CREATE", "REPLACE", StringComparison.Ordinal),
            AdmissionHost.Review("CREATE", null),
            AdmissionHost.Review("UPDATE", "7"),
            sound.Replace("CREATE", "\\ud83d", StringComparison.Ordinal),
            AdmissionHost.Review("CREATE", new string('[', 100_000) + new string(']', 100_000)),
        ];
    }

    [Fact]
    public async Task What_is_no_review_is_refused_and_the_next_one_answered()
    {
        await using AdmissionHost host = await AdmissionHost.StartAsync();
        foreach (string body in Malformed())
        {
            (HttpStatusCode status, string text) = await host.SendAsync(body);

            Assert.Equal(HttpStatusCode.BadRequest, status);
            Assert.InRange(text.Length, 1, 200);
        }

        Assert.True((await host.AskAsync(AdmissionHost.Review("CREATE", AdmissionHost.Policy(RedisFromWeb)))).IsAllowed);
    }

    [Fact]
    public async Task What_is_too_large_is_refused()
    {
        await using AdmissionHost host = await AdmissionHost.StartAsync(configure: options => options.MaxBytes = 2000);

        (HttpStatusCode status, _) = await host.SendAsync(AdmissionHost.Review("CREATE", $"\"{new string('a', 4000)}\""));

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, status);
    }

    [Fact]
    public async Task Other_types_of_content_are_refused()
    {
        await using AdmissionHost host = await AdmissionHost.StartAsync();

        Assert.Equal(HttpStatusCode.UnsupportedMediaType, (await host.SendAsync("{}", "text/plain")).Status);
    }

    [Fact]
    public async Task An_object_of_another_shape_than_its_kind_is_denied()
    {
        await using AdmissionHost host = await AdmissionHost.StartAsync();

        (bool allowed, string message, _) = await host.AskAsync(AdmissionHost.Review("CREATE", AdmissionHost.Policy("[1, 2]")));

        Assert.False(allowed);
        Assert.Contains("NP1", message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(AdmissionFailureMode.Open)]
    [InlineData(AdmissionFailureMode.Closed)]
    public async Task Without_a_snapshot_the_failure_mode_decides(AdmissionFailureMode mode)
    {
        await using AdmissionHost host = await AdmissionHost.StartAsync(mode, isEmpty: true);

        (bool allowed, string message, string[] warnings) = await host.AskAsync(AdmissionHost.Review("CREATE", AdmissionHost.Policy(RedisFromWeb)));

        Assert.Equal(mode == AdmissionFailureMode.Open, allowed);
        Assert.Contains("have not been read yet", allowed ? Assert.Single(warnings) : message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(AdmissionFailureMode.Open)]
    [InlineData(AdmissionFailureMode.Closed)]
    public async Task After_the_deadline_the_failure_mode_decides(AdmissionFailureMode mode)
    {
        await using AdmissionHost host = await AdmissionHost.StartAsync(
            mode, configure: options => options.Deadline = TimeSpan.FromMilliseconds(500), add: services => services.AddLintRule(new WaitingRule()));

        (bool allowed, string message, string[] warnings) = await host.AskAsync(AdmissionHost.Review("CREATE", AdmissionHost.Policy(RedisFromWeb)));

        Assert.Equal(mode == AdmissionFailureMode.Open, allowed);
        Assert.Contains("took too long", allowed ? Assert.Single(warnings) : message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_rule_that_throws_leaves_it_to_the_failure_mode()
    {
        await using AdmissionHost host = await AdmissionHost.StartAsync(add: services => services.AddLintRule(new BrokenRule()));

        (bool allowed, string message, _) = await host.AskAsync(AdmissionHost.Review("CREATE", AdmissionHost.Policy(RedisFromWeb)));

        Assert.False(allowed);
        Assert.Contains("the review failed", message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Reviews_are_rehearsed_before_anybody_asks()
    {
        var witness = new WitnessRule("rehearsal");
        await using AdmissionHost host = await AdmissionHost.StartAsync(add: services => services.AddLintRule(witness));

        await witness.Seen.WaitAsync(TimeSpan.FromMinutes(1));
    }

    [Fact]
    public async Task Without_a_failure_mode_no_host_starts()
    {
        OptionsValidationException exception = await Assert.ThrowsAsync<OptionsValidationException>(() => AdmissionHost.StartAsync(mode: null));

        Assert.Contains("FailureMode must be chosen: Open or Closed", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Warnings_stay_within_the_limits_of_an_API_server()
    {
        IReadOnlyList<string> within = AdmissionWarnings.Within([.. Enumerable.Range(0, 100).Select(number => $"{number}\r\n{new string('ü', 300)}")]);

        Assert.All(within, warning => Assert.InRange(Encoding.UTF8.GetByteCount(warning), 1, AdmissionWarnings.MaxBytes));
        Assert.InRange(within.Sum(Encoding.UTF8.GetByteCount), 1, AdmissionWarnings.MaxTotalBytes);
        Assert.DoesNotContain(within, warning => warning.Any(char.IsControl));
        Assert.Equal($"and {100 - within.Count + 1} more warnings", within[^1]);
        Assert.Equal("NP1: one; two", AdmissionWarnings.Line("NP1: one", "two"));
        Assert.Equal("NP1: one", AdmissionWarnings.Line("NP1: one", new string('x', AdmissionWarnings.AdvisedLength)));
    }
}
