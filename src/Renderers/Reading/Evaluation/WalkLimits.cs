using System.Collections.Immutable;

namespace PolicyEngine.Renderers.Reading.Evaluation;

/// <summary>Keeps the walk of one packet within bounds, and its trace.</summary>
internal sealed class WalkLimits
{
    // Chains that call others twice can make a walk of exponential length.
    private const int MostSteps = 1 << 20;
    private const int LongestTrace = 4096;

    private readonly ImmutableArray<MatchedRule>.Builder _trace = ImmutableArray.CreateBuilder<MatchedRule>();
    private int _steps;

    /// <summary>Whether a limit that is taken as not reached had a say.</summary>
    public bool IsUncertain { get; set; }

    public ImmutableArray<MatchedRule> Trace => _trace.ToImmutable();

    /// <summary>Counts a rule; false if there were too many.</summary>
    public bool Step() => ++_steps <= MostSteps;

    public void Note(MatchedRule rule)
    {
        if (_trace.Count < LongestTrace)
        {
            _trace.Add(rule);
        }
    }
}
