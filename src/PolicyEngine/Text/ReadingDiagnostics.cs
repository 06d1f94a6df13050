namespace PolicyEngine.Text;

/// <summary>The diagnostics of reading text into documents.</summary>
internal static class ReadingDiagnostics
{
    public static readonly DiagnosticDescriptor TooManyDiagnostics = new(
        "PE1000", Severity.Note, "diagnostics suppressed", "mend the first ones and run again");
}
