using PolicyEngine.Text;

namespace PolicyEngine.Cli.Output.Report;

/// <summary>The word for a severity.</summary>
internal static class SeverityWord
{
    public static string Of(Severity severity) => severity switch
    {
        Severity.Error => "error",
        Severity.Warning => "warning",
        _ => "note",
    };
}
