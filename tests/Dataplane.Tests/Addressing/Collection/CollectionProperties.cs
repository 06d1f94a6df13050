using System.Collections.Immutable;
using FsCheck;
using FsCheck.Fluent;
using PolicyEngine.Dataplane.Addressing;
using PolicyEngine.Dataplane.Addressing.Collection;
using PolicyEngine.Sets;

namespace Dataplane.Tests.Addressing.Collection;

/// <summary>Pods that come and go, with and without their addresses being given back, under a collector that scans each period.</summary>
public sealed class CollectionProperties
{
    [Fact]
    public void I25_only_leaks_are_released_all_of_a_handle_together_and_in_time() => TestKit.Property.Holds(Stories, story =>
    {
        PodStory told = new(story);
        while (told.Next() is { } report)
        {
            Assert.Empty(report.Released.Intersect(told.Valid));
            Assert.All(told.Handles, addresses => Assert.True(addresses.All(report.Released.Contains) || !addresses.Any(report.Released.Contains)));
            Assert.Empty(told.Overdue);
        }
    });

    [Fact]
    public void F2_after_a_node_is_gone_and_its_pods_nothing_names_it() => TestKit.Property.Holds(Stories, story =>
    {
        PodStory told = new(story);
        while (told.Next() is not null)
        {
        }

        told.Remove("node-a");
        told.Scan();
        IpamState state = told.Ipam.Read();

        Assert.DoesNotContain(state.Affinities, affinity => affinity.Owner.Name == "node-a");
        Assert.DoesNotContain(state.Blocks, block => block.Owner?.Name == "node-a" || block.Allocations.Any(held => held?.Attributes.Node == "node-a"));
    });

    [Fact]
    public void F3_a_block_of_a_deleted_node_is_claimed_by_others_only_when_it_is_empty() => TestKit.Property.Holds(Stories, story =>
    {
        PodStory told = new(story);
        while (told.Next() is not null)
        {
        }

        IpPrefix[] blocks = [.. told.Ipam.Read().Blocks.Where(block => block.Owner?.Name == "node-a").Select(block => block.Cidr)];
        told.Remove("node-a");
        told.Scan();
        foreach (IpPrefix block in blocks)
        {
            bool isInUse = told.Ipam.Read().Blocks.FirstOrDefault(left => left.Cidr == block)?.Allocations.Any(held => held is not null) == true;
            Assert.Equal<IpPrefix>(isInUse ? [] : [block], told.Ipam.ClaimAffinity("node-b", block).Claimed);
        }
    });

    private static Arbitrary<ImmutableArray<PodStep>> Stories { get; } = Arb.From(
        from length in Gen.Choose(1, 30)
        from steps in (from kind in Gen.Elements(PodStepKind.Start, PodStepKind.Start, PodStepKind.Stop, PodStepKind.Vanish, PodStepKind.Shrink, PodStepKind.Scan, PodStepKind.Scan)
                       from pod in Gen.Choose(0, 5)
                       from isOnA in Gen.Elements(true, false)
                       from count in Gen.Choose(1, 2)
                       select new PodStep(kind, pod, isOnA ? "node-a" : "node-b", count)).ArrayOf(length)
        select ImmutableArray.Create(steps),
        steps => steps.Select((_, index) => steps.RemoveAt(index)));
}
