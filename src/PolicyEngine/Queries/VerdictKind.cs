namespace PolicyEngine.Queries;

/// <summary>The answer to "may this traffic pass".</summary>
public enum VerdictKind
{
    /// <summary>The input does not suffice to tell, or there is no answer. What nobody set is this.</summary>
    Unknown,

    /// <summary>Both halves let it through.</summary>
    Allowed,

    /// <summary>At least one half drops it.</summary>
    Denied,

    /// <summary>Part of what was asked about is allowed and part is denied.</summary>
    Partial,

    /// <summary>The API leaves it open: policies of equal priority decide differently.</summary>
    Ambiguous,

    /// <summary>Policy does not apply to such traffic.</summary>
    NotApplicable,
}
