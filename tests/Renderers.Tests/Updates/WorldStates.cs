using System.Collections.Immutable;
using PolicyEngine;
using PolicyEngine.Model;
using PolicyEngine.Renderers;
using PolicyEngine.Specification;
using TestKit;

namespace Renderers.Tests.Updates;

/// <summary>A cluster whose policies change step by step.</summary>
/// <param name="Node">The node whose rules are looked at.</param>
/// <param name="Steps">The cluster at each step.</param>
internal sealed record WorldStates(string Node, ImmutableArray<PolicySnapshot> Steps)
{
    public static WorldStates OfCorpus(string name) => Of(Load(PolicySource.FromPath(Corpus.PathOf("felix", name, "world.yaml"))));

    public static WorldStates Generated(int seed) => Of(Load([PolicySource.FromText("world.yaml", WorldYaml.Print(WorldBuilder.Build(seed)))]));

    public RenderRequest RequestOf(PolicySnapshot? since) => new() { Node = Node, Since = since };

    /// <summary>A cluster that is given as documents at each step.</summary>
    public static WorldStates Of(string node, params IEnumerable<string> yaml) =>
        new(node, [.. yaml.Select(text => Load([PolicySource.FromText("cluster.yaml", text)]))]);

    private static PolicySnapshot Load(IEnumerable<PolicySource> sources) => new PolicyLoader().Load(sources).Snapshot;

    /// <summary>A policy goes and comes back, one is changed, all go and come back.</summary>
    private static WorldStates Of(PolicySnapshot whole)
    {
        ImmutableArray<Policy> policies = whole.Model.Policies;
        PolicySnapshot without = With(whole, policies.IsEmpty ? policies : policies.RemoveAt(policies.Length / 2));
        PolicySnapshot changed = With(whole, policies.IsEmpty ? policies : policies.SetItem(0, Changed(policies[0])));
        PolicySnapshot none = With(whole, []);
        return new WorldStates(NodeRequest.NodeOf(whole, new RenderRequest()), [whole, without, whole, changed, whole, none, changed]);
    }

    private static Policy Changed(Policy policy) => policy with
    {
        Ingress = [.. policy.Ingress.Skip(1).Select(Changed)],
        Egress = [.. policy.Egress.Select(Changed)],
    };

    private static Rule Changed(Rule rule) => rule with { Action = rule.Action == RuleAction.Deny ? RuleAction.Allow : RuleAction.Deny };

    private static PolicySnapshot With(PolicySnapshot snapshot, ImmutableArray<Policy> policies) =>
        PolicySnapshot.Compile(snapshot.Model with { Policies = policies });
}
