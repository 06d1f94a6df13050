using FsCheck;
using FsCheck.Fluent;

namespace PolicyEngine.Specification.Tests;

/// <summary>A cluster and steps that change it, each step a number that a die is made of.</summary>
/// <param name="Seed">The number the cluster is made of.</param>
/// <param name="IsCrowded">Whether it is a cluster of few names instead of a world.</param>
/// <param name="Steps">What the steps are made of.</param>
internal sealed record Story(int Seed, bool IsCrowded, int[] Steps)
{
    /// <summary>Stories of so many steps at most; shorter ones are tried where one fails.</summary>
    public static Arbitrary<Story> OfAtMost(int steps) => Arb.From(
        from seed in Gen.Choose(0, int.MaxValue)
        from isCrowded in Gen.Elements(false, true)
        from dice in Gen.Choose(0, int.MaxValue).ListOf(steps)
        select new Story(seed, isCrowded, [.. dice]),
        story => story.Steps.Length == 0 ? [] : Enumerable.Range(0, story.Steps.Length).Select(left => story with { Steps = [.. story.Steps.Where((_, index) => index != left)] }));

    /// <summary>The cluster at the start and what may be laid over it.</summary>
    public StoryCluster Cluster() => IsCrowded ? StoryCluster.Crowded(Seed) : StoryCluster.OfWorlds(Seed);

    public override string ToString() => $"{(IsCrowded ? "crowd" : "world")} {Seed}, steps {string.Join(' ', Steps)}";
}
