namespace Fuzzing.Tests;

/// <summary>
/// Whatever strangers write, reading it ends: without an exception, within a second, and within the memory that is allowed.
/// <c>FUZZ_INPUTS</c> sets how many inputs each target gets.
/// </summary>
public sealed class FuzzTests
{
    public static TheoryData<string> Targets => [.. FuzzTargets.All.Keys];

    [Theory]
    [MemberData(nameof(Targets))]
    public void No_input_does_harm(string name)
    {
        if (FuzzSettings.Replay is { } one && one.Target != name)
        {
            return;
        }

        using FuzzTarget target = FuzzTargets.All[name]();
        IReadOnlyCollection<string> failures = new FuzzRun(target).Run();
        Assert.True(failures.Count == 0, string.Join("\n", failures));
    }
}
