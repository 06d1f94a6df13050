namespace Fuzzing.Tests;

/// <summary>Makes an input shorter that still fails in the same way.</summary>
internal static class Shrinker
{
    private const int MostTries = 5_000;

    public static FuzzInput Shrink(FuzzInput input, FuzzFailure failure, FuzzProbe probe)
    {
        int tries = failure.Cause is null ? MostTries : 0;
        for (int size = input.Text.Length; size > 0 && tries < MostTries; size /= 2)
        {
            for (int at = 0; at < input.Text.Length && tries < MostTries; tries++)
            {
                var shorter = new FuzzInput(input.Text.Remove(at, Math.Min(size, input.Text.Length - at)));
                if (probe.Try(shorter)?.Kind == failure.Kind)
                {
                    input = shorter;
                }
                else
                {
                    at += size;
                }
            }
        }

        return input;
    }
}
