using System.Text;
using PolicyEngine.Documents;
using PolicyEngine.Linting;
using PolicyEngine.Text;

namespace PolicyEngine.Cli.Linting;

/// <summary>Carries fixes out on files.</summary>
/// <param name="loader">Reads what a file would be.</param>
internal sealed class FileFixes(PolicyLoader loader)
{
    // Bytes that are no UTF-8 must not come back as others; a byte order mark is text and stays.
    private static readonly UTF8Encoding s_strictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>The files that fixes change. Standard input and files that are not UTF-8 stay as they are.</summary>
    public IEnumerable<FixedFile> Work(IEnumerable<Finding> findings)
    {
        foreach (IGrouping<string, LintFix> fixes in findings
            .Where(finding => finding.Fix is { Edits.IsEmpty: false })
            .GroupBy(finding => finding.Fix!.Edits[0].Start.File, finding => finding.Fix!, StringComparer.Ordinal)
            .OrderBy(group => group.Key, StringComparer.Ordinal))
        {
            if (TextOf(fixes.Key) is { } text && LintFixes.Apply(fixes.Key, text, fixes) is { Applied.IsEmpty: false } result)
            {
                yield return new FixedFile(fixes.Key, text, result.Text, result.Applied) { Fault = FaultOf(fixes.Key, text, result.Text) };
            }
        }
    }

    /// <exception cref="CommandFailedException">The file cannot be written.</exception>
    public static void Write(FixedFile file)
    {
        try
        {
            File.WriteAllText(file.File, file.After, s_strictUtf8);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new CommandFailedException($"`{file.File}` cannot be written: {exception.Message}", exception);
        }
    }

    /// <summary>The first error in a text that was not in it before; null where there is none.</summary>
    private Diagnostic? FaultOf(string file, string before, string after)
    {
        Dictionary<(string, string), int> known = ErrorsIn(before).CountBy(KeyOf).ToDictionary();
        return ErrorsIn(after).FirstOrDefault(error => !known.TryGetValue(KeyOf(error), out int left) || (known[KeyOf(error)] = left - 1) < 0);

        IEnumerable<Diagnostic> ErrorsIn(string text) =>
            loader.Load([PolicySource.FromText(file, text)]).Diagnostics.Where(diagnostic => diagnostic.Severity == Severity.Error);

        static (string, string) KeyOf(Diagnostic error) => (error.Code, error.Message);
    }

    private static string? TextOf(string file)
    {
        try
        {
            return File.Exists(file) ? s_strictUtf8.GetString(WholeInput.ReadFile(file, ReadLimits.Default.MaxYamlBytes)) : null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or DecoderFallbackException)
        {
            return null;
        }
    }
}
