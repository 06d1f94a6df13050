using System.Globalization;
using PolicyEngine.Cli.Output.Lint;
using PolicyEngine.Model;
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
        PolicyModel model = loaded.Snapshot.Model;
        page.Line($"netpol: {Words.Count(loaded.DocumentCount, "object")} read: {Words.Count(model.Endpoints.Count, "endpoint")}, {Words.Count(model.Policies.Length, "policy", "policies")}");
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
