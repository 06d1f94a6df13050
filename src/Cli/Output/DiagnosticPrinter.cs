using System.Globalization;
using PolicyEngine.Text;

namespace PolicyEngine.Cli.Output;

/// <summary>Prints what there is to say about the input.</summary>
internal static class DiagnosticPrinter
{
    public static void Print(LoadResult loaded, bool verbose, TextWriter error)
    {
        Print(loaded.Diagnostics, error);
        if (!verbose)
        {
            return;
        }

        var page = new TextPage(error, colour: false);
        page.Line(string.Create(
            CultureInfo.InvariantCulture,
            $"netpol: {loaded.DocumentCount} objects read: {loaded.Snapshot.Model.Endpoints.Count} endpoints, {loaded.Snapshot.Model.Policies.Length} policies"));
        foreach ((string kind, int count) in loaded.PassedOver)
        {
            page.Line(string.Create(CultureInfo.InvariantCulture, $"netpol: passed over {count} {kind}, which has no bearing on policy"));
        }
    }

    /// <summary>Prints diagnostics, each with what to do about it.</summary>
    public static void Print(IEnumerable<Diagnostic> diagnostics, TextWriter error)
    {
        var page = new TextPage(error, colour: false);
        foreach (Diagnostic diagnostic in diagnostics)
        {
            page.Line(diagnostic.ToString());
            if (diagnostic.Hint.Length > 0)
            {
                page.Line($"  hint: {diagnostic.Hint}");
            }
        }
    }
}
