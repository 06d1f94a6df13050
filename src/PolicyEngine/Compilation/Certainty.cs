namespace PolicyEngine.Compilation;

/// <summary>Whether a condition holds, as far as the input tells.</summary>
internal enum Certainty : byte
{
    No,
    Maybe,
    Yes,
}
