using FsCheck;
using FsCheck.Fluent;

namespace PolicyEngine.Specification.Tests;

/// <summary>A world and steps that change it, each step a number that a die is made of.</summary>
internal sealed record Story(int Seed, int[] Steps)
{
    /// <summary>Stories of so many steps at most; shorter ones are tried where one fails.</summary>
    public static Arbitrary<Story> OfAtMost(int steps) => Arb.From(
        from seed in Gen.Choose(0, int.MaxValue)
        from dice in Gen.Choose(0, int.MaxValue).ListOf(steps)
        select new Story(seed, [.. dice]),
        story => story.Steps.Length == 0 ? [] : Enumerable.Range(0, story.Steps.Length).Select(left => story with { Steps = [.. story.Steps.Where((_, index) => index != left)] }));

    public override string ToString() => $"world {Seed}, steps {string.Join(' ', Steps)}";
}
