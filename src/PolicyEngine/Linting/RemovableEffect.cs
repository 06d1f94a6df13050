namespace PolicyEngine.Linting;

/// <summary>Why an input without a policy would mean the same.</summary>
internal enum RemovableEffect
{
    /// <summary>What it allows would be allowed anyway, because nothing isolates its endpoints.</summary>
    AllowsWhatIsOpen,

    /// <summary>Others isolate its endpoints, and what it allows they allow too.</summary>
    RepeatsOthers,
}
