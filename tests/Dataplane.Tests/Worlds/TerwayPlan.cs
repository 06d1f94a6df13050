using FsCheck;
using FsCheck.Fluent;

namespace Dataplane.Tests.Worlds;

/// <summary>What a small cluster with Terway is made of.</summary>
/// <param name="HasEnis">Whether pods' addresses belong to interfaces of their nodes; else to the nodes' subnets.</param>
/// <param name="Enis">How many such interfaces a node has.</param>
/// <param name="Layout">Its nodes and pods.</param>
public sealed record TerwayPlan(bool HasEnis, int Enis, Plan Layout)
{
    public static Arbitrary<TerwayPlan> Any { get; } = Arb.From(
        from hasEnis in Gen.Elements(true, true, false)
        from enis in Gen.Choose(1, 3)
        from layout in Plan.Any.Generator
        select new TerwayPlan(hasEnis, enis, layout),
        plan => Plan.Any.Shrinker(plan.Layout).Select(layout => plan with { Layout = layout }));

    public override string ToString() => $"{(HasEnis ? $"{Enis} interfaces for pods" : "subnets of nodes")}, {Layout}";
}
