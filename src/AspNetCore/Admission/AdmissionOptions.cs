using System.Collections.Immutable;
using PolicyEngine.Connectivity.Gates;

namespace PolicyEngine.AspNetCore.Admission;

/// <summary>How changes are reviewed.</summary>
public sealed class AdmissionOptions
{
    /// <summary>What becomes of changes that could not be reviewed. Has to be chosen: a host that leaves it out does not start.</summary>
    public AdmissionFailureMode? FailureMode { get; set; }

    /// <summary>
    /// How long a review may take, from the request to the answer: less than the webhook's <c>timeoutSeconds</c>, so that the failure mode chosen here
    /// decides and not the API server's.
    /// </summary>
    public TimeSpan Deadline { get; set; } = TimeSpan.FromSeconds(3);

    /// <summary>What no change may let pass.</summary>
    public ImmutableArray<Gate> Gates { get; set => field = value.IsDefault ? [] : value; } = [];

    /// <summary>How many bytes a review may have; it holds the object twice where that is changed.</summary>
    public int MaxBytes { get; set; } = 8 << 20;
}
