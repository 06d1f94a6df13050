using FsCheck;
using FsCheck.Fluent;
using PolicyEngine.Dataplane.Terway;

namespace Dataplane.Tests.Worlds;

/// <summary>What a small cluster with Terway is made of.</summary>
/// <param name="Settings">How Terway is set up.</param>
/// <param name="Enis">How many interfaces for pods a node has, where pods' addresses belong to those and not to its subnets.</param>
/// <param name="Layout">Its nodes and pods.</param>
public sealed record TerwayPlan(TerwaySettings Settings, int Enis, Plan Layout)
{
    public static Arbitrary<TerwayPlan> Any { get; } = Arb.From(
        from datapath in Gen.Elements(Enum.GetValues<TerwayDatapath>())
        from isSymmetric in Gen.Elements(true, false)
        from enis in Gen.Choose(1, 3)
        from layout in Plan.Any.Generator
        select new TerwayPlan(new TerwaySettings { Datapath = datapath, IsSymmetric = isSymmetric }, enis, layout),
        plan => Plan.Any.Shrinker(plan.Layout).Select(layout => plan with { Layout = layout }));

    public bool HasEnis => Settings.Datapath != TerwayDatapath.VpcRoute;

    public override string ToString() => $"{Settings.Datapath}{(Settings.IsSymmetric ? ", symmetric" : "")}{(HasEnis ? $", {Enis} interfaces for pods" : "")}, {Layout}";
}
