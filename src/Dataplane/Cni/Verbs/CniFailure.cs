using System.Diagnostics.CodeAnalysis;

namespace PolicyEngine.Dataplane.Cni.Verbs;

/// <summary>Why a verb failed.</summary>
/// <param name="Code">The code: below 100 those of the specification, above it the plugin's own.</param>
/// <param name="Message">The reason in words.</param>
public sealed record CniFailure(int Code, string Message)
{
    /// <summary>The specification's code for a configuration that cannot be used.</summary>
    public const int InvalidConfiguration = 7;

    /// <summary>The specification's code for a plugin that cannot serve requests at all.</summary>
    public const int NotAvailable = 50;

    /// <summary>The specification's code for a plugin whose new containers would have limited connectivity.</summary>
    public const int Limited = 51;

    /// <summary>The interface is there already.</summary>
    public const int AlreadyAttached = 100;

    /// <summary>There is no address.</summary>
    public const int NoAddress = 101;

    /// <summary>Something on the node is not as the runtime was told.</summary>
    public const int Differs = 102;

    /// <summary>The interface could not be made.</summary>
    public const int NoInterface = 103;
}

/// <summary>What became of a verb that makes something.</summary>
/// <param name="Result">What was made; null where it failed.</param>
/// <param name="Failure">Why it failed; null where it did not.</param>
public sealed record CniOutcome(CniResult? Result, CniFailure? Failure)
{
    /// <summary>Whether it succeeded.</summary>
    [MemberNotNullWhen(true, nameof(Result))]
    [MemberNotNullWhen(false, nameof(Failure))]
    public bool Succeeded => Result is not null;

    internal static CniOutcome Failed(int code, string message) => new(null, new CniFailure(code, message));
}
