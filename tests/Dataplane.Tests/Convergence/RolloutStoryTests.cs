using Dataplane.Tests.Worlds;
using FsCheck;
using FsCheck.Fluent;
using PolicyEngine.Dataplane.Convergence;
using PolicyEngine.Dataplane.Topology;
using PolicyEngine.Dataplane.Walk;
using PolicyEngine.Sets;
using Property = TestKit.Property;

namespace Dataplane.Tests.Convergence;

/// <summary>Whatever happens in whatever order, walks end, and a cluster in which everyone heard everything is as if it had been built so.</summary>
public sealed class RolloutStoryTests
{
    private static readonly Arbitrary<(Plan Plan, (RolloutStep Step, int Number)[] Steps)> s_stories = Arb.From(
        from plan in Plan.Any.Generator
        from steps in (from step in Gen.Elements(Enum.GetValues<RolloutStep>()) from number in Gen.Choose(0, 5) select (step, number)).ArrayOf()
        select (Plan: plan, Steps: steps),
        story => Shorter(story.Steps).Select(steps => (story.Plan, steps)).Concat(Plan.Any.Shrinker(story.Plan).Select(plan => (plan, story.Steps))));

    [Fact]
    public void F15_after_any_story_a_cluster_that_heard_everything_is_as_built_from_scratch() => Holds(story =>
    {
        PodNetwork network = story.End().Network();
        PodNetwork scratch = story.FromScratch();
        Assert.All(story.Now.Datastore.Nodes, node => Assert.Equal(Rollouts.StateOf(scratch, node), Rollouts.StateOf(network, node)));
    });

    [Fact]
    public void F9_a_restarted_agent_makes_the_same_routes_of_the_whole_datastore_as_one_that_heard_every_change() => Property.Holds(s_stories, value =>
    {
        RolloutStory story = new(new World(value.Plan));
        const string local = "node-0";
        FollowedRoutes followed = new(local);
        foreach ((RolloutStep step, int number) in value.Steps.Prepend((RolloutStep.Deliver, 0)))
        {
            story.Play(step, number);
            followed.Hear(story.Now.Datastore);
            FollowedRoutes restarted = new(local);
            restarted.Hear(story.Now.Datastore);
            Assert.Equal(restarted.Text, followed.Text);
        }
    });

    [Fact]
    public void F11_at_every_moment_of_any_story_walks_end_and_deliver_to_nobody_else() => Property.Holds(s_stories, value =>
    {
        RolloutStory story = new(new World(value.Plan));
        foreach ((RolloutStep step, int number) in value.Steps)
        {
            story.Play(step, number);
            PodNetwork network = story.Now.Network();
            Assert.All(PairsOf(story.Now.Datastore), pair =>
            {
                PacketTrace trace = new PacketWalk(network).Send(pair.Stack, ClusterWorld.Probe(pair.From, pair.To));
                Assert.True(trace.End != WalkEnd.Delivered || trace.Stack == PodNetwork.Outside || network.Stack(trace.Stack)!.Owns(pair.To), $"{pair.To} was delivered to {trace.Stack}");
            });
        }
    });

    private static IEnumerable<(string Stack, IpAddress From, IpAddress To)> PairsOf(ClusterNetwork cluster) =>
        from source in cluster.Pods
        from destination in cluster.Pods
        where source != destination
        from @from in source.Addresses
        from to in destination.Addresses
        where @from.Family == to.Family && @from != to
        select (source.Stack, @from, to);

    private static void Holds(Action<RolloutStory> law) => Property.Holds(s_stories, value =>
    {
        RolloutStory story = new(new World(value.Plan));
        Array.ForEach(value.Steps, step => story.Play(step.Step, step.Number));
        law(story);
    });

    private static IEnumerable<T[]> Shorter<T>(T[] steps) => steps.Select((_, place) => (T[])[.. steps[..place], .. steps[(place + 1)..]]);
}
