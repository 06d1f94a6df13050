using System.Collections.Immutable;
using PolicyEngine.Model;
using PolicyEngine.Text;

namespace PolicyEngine.Documents;

/// <summary>The objects of an input, what there was to say while they were read, and what was lost.</summary>
internal sealed record ReadObjects(ImmutableArray<MappingNode> Documents, ImmutableArray<Diagnostic> Diagnostics, int Unkept, ImmutableArray<Fault> Losses)
{
    public static ReadObjects From(string name, Stream stream, ReadLimits limits, CancellationToken cancellation)
    {
        var diagnostics = new DiagnosticBag(limits.MaxDiagnosticsPerFile);
        var reader = new DocumentReader(limits, diagnostics);
        ImmutableArray<MappingNode> documents = [.. reader.Read(name, stream, cancellation)];
        return new ReadObjects(documents, [.. diagnostics.TakeNew()], diagnostics.UnkeptOf(name), [.. reader.Losses]);
    }
}
