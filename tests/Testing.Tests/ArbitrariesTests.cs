using FsCheck;
using FsCheck.Fluent;
using PolicyEngine;
using PolicyEngine.Model;
using PolicyEngine.Queries;
using PolicyEngine.Testing;
using Property = TestKit.Property;

namespace Testing.Tests;

public sealed class ArbitrariesTests
{
    public static TheoryData<string> Kinds => ["clusters", "network policies", "calico policies", "pods"];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Nothing_generated_is_in_error(string kind) => Property.Holds(Of(kind), manifests => Check(kind, manifests));

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Nothing_that_it_shrinks_to_is_in_error_and_all_of_it_is_shorter(string kind) => Property.Holds(
        Of(kind),
        manifests =>
        {
            foreach (Manifests smaller in Of(kind).Shrinker(manifests))
            {
                Check(kind, smaller);
                Assert.True(smaller.Yaml.Length < manifests.Yaml.Length, smaller.Yaml);
            }
        },
        cases: 30);

    [Theory]
    [InlineData("network policies")]
    [InlineData("calico policies")]
    public void Policies_are_added_to_the_namespace_and_replace_none(string kind) => Property.Holds(
        Of(kind),
        manifests =>
        {
            PolicySnapshot changed = manifests.Over(Samples.Redis);
            IEnumerable<Policy> added = changed.Model.Policies.ExceptBy(Samples.Redis.Model.Policies.Select(policy => policy.Name), policy => policy.Name);

            Assert.Equal(manifests.Count, changed.Model.Policies.Length - Samples.Redis.Model.Policies.Length);
            Assert.All(added, policy => Assert.Equal("shop", policy.Name.Namespace));
        });

    [Fact]
    public void Pods_are_added_with_addresses_of_their_own() => Property.Holds(
        Of("pods"),
        manifests =>
        {
            PolicyModel model = manifests.Over(Samples.Redis).Model;

            Assert.Equal(Samples.Redis.Model.Endpoints.Count + manifests.Count, model.Endpoints.Count);
            Assert.Distinct(model.Endpoints.SelectMany(endpoint => endpoint.Addresses));
        });

    [Fact]
    public void Policies_speak_of_labels_ports_and_namespaces_of_the_cluster()
    {
        string text = string.Concat(Gen.Sample(Of("network policies").Generator, 100, 10).Select(manifests => manifests.Yaml));

        Assert.All((string[])["app: redis", "app: frontend", "port: 6379", "kubernetes.io/metadata.name: dev"], word => Assert.Contains(word, text, StringComparison.Ordinal));
    }

    [Fact]
    public void What_is_shrunk_to_its_end_is_nothing_at_all() => Property.Holds(
        Arbitraries.Clusters(),
        manifests =>
        {
            while (Arbitraries.Clusters().Shrinker(manifests).FirstOrDefault() is { } smaller)
            {
                manifests = smaller;
            }

            Assert.Equal("no documents", manifests.ToString());
        },
        cases: 30);

    [Fact]
    public void Every_question_has_an_answer_and_every_flow_of_it_the_verdict() => Property.Holds(
        Arbitraries.Queries(Samples.Redis),
        query => Assert.Null(Samples.Redis.Ask(query).Error));

    [Fact]
    public void A_flow_passes_where_the_set_of_all_connections_holds_it() => Property.Holds(
        Arb.From(
            from manifests in Arbitraries.Clusters().Generator
            let snapshot = manifests.Load()
            from flow in Arbitraries.Flows(snapshot).Generator
            select (snapshot, flow)),
        drawn =>
        {
            Verdict verdict = drawn.snapshot.Evaluate(drawn.flow);

            Assert.True(verdict.Kind == VerdictKind.NotApplicable || (verdict.Kind == VerdictKind.Allowed) == drawn.snapshot.Connections(drawn.flow.Source, drawn.flow.Destination).Allowed.Contains(drawn.flow.Traffic));
        });

    [Fact]
    public void Flows_and_questions_shrink_towards_the_first_parties()
    {
        Flow flow = Last(Arbitraries.Flows(Samples.Redis), new Flow(default, default, default));
        Query query = Last(Arbitraries.Queries(Samples.Redis), new Query { From = "", To = "" });

        Assert.Equal(flow.Source, flow.Destination);
        Assert.Equal(Samples.Redis.Model.Endpoints.First().ToString(), query.From);
        Assert.Equal(query.From, query.To);
    }

    private static T Last<T>(Arbitrary<T> values, T none)
    {
        T value = Gen.Sample(values.Generator, 1, 10).Append(none).First();
        while (values.Shrinker(value).ToArray() is [var smaller, ..])
        {
            value = smaller;
        }

        return value;
    }

    private static Arbitrary<Manifests> Of(string kind) => kind switch
    {
        "clusters" => Arbitraries.Clusters(),
        "network policies" => Arbitraries.NetworkPolicies(Samples.Redis, "shop"),
        "calico policies" => Arbitraries.CalicoPolicies(Samples.Redis, "shop"),
        _ => Arbitraries.Pods(Samples.Redis, "shop"),
    };

    private static void Check(string kind, Manifests manifests)
    {
        if (kind == "clusters")
        {
            manifests.Load();
        }
        else
        {
            manifests.Over(Samples.Redis);
        }
    }
}
