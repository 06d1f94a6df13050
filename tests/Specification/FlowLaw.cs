using FsCheck;
using FsCheck.Fluent;

namespace PolicyEngine.Specification;

/// <summary>A law about flows in worlds: null where it holds, else what is wrong.</summary>
public sealed class FlowLaw(Func<World, Func<WorldFlow, string?>> law)
{
    /// <summary>Checks many flows in many worlds; a failure prints the smallest world and the flow.</summary>
    public void HoldsEverywhere(int? cases = null)
    {
        Arbitrary<WorldCase> values = Arb.From(
            from world in Gen.Choose(int.MinValue, int.MaxValue)
            from flows in Gen.Choose(int.MinValue, int.MaxValue)
            select new WorldCase(WorldBuilder.Build(world), flows),
            Shrink);
        TestKit.Property.Holds(
            values,
            value =>
            {
                if (Difference(value) is { } difference)
                {
                    Assert.Fail($"{difference.Text}\nflow: {difference.Flow}\n{value.World}");
                }
            },
            cases);
    }

    private IEnumerable<WorldCase> Shrink(WorldCase value)
    {
        if (value.Focus is null)
        {
            return Difference(value) is { Flow: { } flow } ? [value with { Focus = flow }] : [];
        }

        return
        [
            .. HttpShrinker.Shrink(value.Focus).Select(flow => value with { Focus = flow }),
            .. WorldShrinker.Shrink(value.World).Where(world => Knows(world, value.Focus)).Select(world => value with { World = world }),
        ];
    }

    private (WorldFlow? Flow, string Text)? Difference(WorldCase value)
    {
        WorldFlow? current = null;
        try
        {
            Func<WorldFlow, string?> check = law(value.World);
            foreach (WorldFlow flow in value.Flows)
            {
                current = flow;
                if (check(flow) is { } text)
                {
                    return (flow, text);
                }
            }

            return null;
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            return (current, exception.ToString());
        }
    }

    /// <summary>Whether both sides are still there in the form in which the flow names them.</summary>
    private static bool Knows(World world, WorldFlow flow) => new[] { flow.Source, flow.Destination }.All(side =>
        !side.Contains('/', StringComparison.Ordinal) || world.Pods.Any(pod => pod.FullName == side && pod.Addresses.IsEmpty));
}

/// <summary>A world and the flows to judge in it: one, or a sample that a number determines.</summary>
public sealed record WorldCase(World World, int Seed)
{
    public WorldFlow? Focus { get; init; }

    public IEnumerable<WorldFlow> Flows => Focus is null ? WorldFlow.Sample(World, Seed) : [Focus];

    public override string ToString() => Focus is null ? "(a world)" : $"{Focus}\n{World}";
}
