using PolicyEngine.Cli.Commands;
using PolicyEngine.Cli.Output;
using PolicyEngine.Dataplane.Datastore;

namespace PolicyEngine.Cli.Input;

/// <summary>Reads the network that the input describes.</summary>
internal static class DatastoreInput
{
    /// <summary>Reads it and prints to standard error what there is to say about its resources, and on demand what is inferred.</summary>
    public static DatastoreView Read(LoadResult loaded, bool verbose, CommandContext context)
    {
        var view = DatastoreView.Of(loaded);
        DiagnosticPrinter.Print(view.Diagnostics, context.Streams.Error);
        var page = new TextPage(context.Streams.Error, colour: false);
        foreach (string assumption in verbose ? view.Assumptions : [])
        {
            page.Line($"netpol: assumed: {assumption}");
        }

        return view;
    }
}
