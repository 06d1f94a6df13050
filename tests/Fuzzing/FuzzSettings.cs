using System.Globalization;

namespace Fuzzing.Tests;

/// <summary>How a run is asked for.</summary>
internal static class FuzzSettings
{
    /// <summary>How many inputs each target gets: <c>FUZZ_INPUTS</c>.</summary>
    public static long Inputs { get; } = Number("FUZZ_INPUTS", 2_000);

    /// <summary>Tells runs apart: <c>FUZZ_SEED</c>. The same number of another seed is another input.</summary>
    public static long Seed { get; } = Number("FUZZ_SEED", 1);

    /// <summary>The one input to read, <c>FUZZ_REPLAY=TARGET:NAME</c> with the seed of its run; null for all.</summary>
    public static (string Target, string Name)? Replay { get; } =
        Environment.GetEnvironmentVariable("FUZZ_REPLAY")?.Split(':') is [var target, var name] ? (target, name) : null;

    private static long Number(string name, long otherwise) =>
        long.TryParse(Environment.GetEnvironmentVariable(name), CultureInfo.InvariantCulture, out long number) ? number : otherwise;
}
