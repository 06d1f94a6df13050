using System.IO.Compression;
using System.Text.Encodings.Web;
using System.Text.Json;
using PolicyEngine.AspNetCore.Snapshots;
using PolicyEngine.Cli.Linting;
using PolicyEngine.Cli.Output.Report;
using PolicyEngine.Linting;

namespace PolicyEngine.Cli.Explorer;

/// <summary>The data of a report about a published snapshot, compressed.</summary>
internal static class ExplorerContents
{
    /// <summary>Works them out.</summary>
    public static byte[] Of(PublishedSnapshot published, Linter linter, Baseline baseline, CancellationToken cancellation)
    {
        LoadResult input = published.Snapshot.With([], [], cancellation) with { Diagnostics = published.Diagnostics };
        var run = LintRun.Of(input with { DocumentCount = input.Documents.Length }, [], linter.Run(input, cancellation));
        var contents = new ReportContents(baseline.Accept(run), Changes: null);
        using var stream = new MemoryStream();
        using (var gzip = new GZipStream(stream, CompressionLevel.Fastest))
        using (var json = new Utf8JsonWriter(gzip, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            ReportJson.Write(json, contents, cancellation);
        }

        return stream.ToArray();
    }
}
