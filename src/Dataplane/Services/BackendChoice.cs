namespace PolicyEngine.Dataplane.Services;

/// <summary>How a backend was chosen.</summary>
/// <param name="Cause">What decided.</param>
/// <param name="Index">The place of the backend among those it was chosen from, from 0.</param>
/// <param name="Count">How many it was chosen from.</param>
public readonly record struct BackendChoice(ChoiceCause Cause, int Index, int Count);

/// <summary>What decides between backends.</summary>
public enum ChoiceCause
{
    /// <summary>The caller's draw, which gives each backend the same chance.</summary>
    Draw,

    /// <summary>The client's backend of before.</summary>
    Affinity,

    /// <summary>The turn of the backend in IPVS's scheduler <c>rr</c>.</summary>
    RoundRobin,
}
