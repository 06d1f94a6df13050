namespace PolicyEngine.Text;

/// <summary>What is said of a file that cannot be read.</summary>
internal static class UnreadableFile
{
    public static Diagnostic Of(string name, Exception exception) =>
        new(ReadingDiagnostics.UnreadableFile, new SourceSpan(name, 0, 0), $"`{name}` cannot be read: {Reason(exception)}", ReadingDiagnostics.UnreadableFile.Hint);

    // The platform's words name the whole path, which those who read the report do not have.
    private static string Reason(Exception exception) => exception switch
    {
        FileNotFoundException or DirectoryNotFoundException => "there is no such file or directory",
        UnauthorizedAccessException or { InnerException: UnauthorizedAccessException } => "permission is denied",
        _ => exception.Message,
    };
}
