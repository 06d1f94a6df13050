using System.Collections.Immutable;
using System.Text;
using PolicyEngine.Documents;
using PolicyEngine.Text;

namespace PolicyEngine.Tests.Documents;

/// <summary>What came of reading one input.</summary>
internal sealed record Reading(IReadOnlyList<MappingNode> Documents, ImmutableArray<Diagnostic> Diagnostics)
{
    /// <summary>The documents in a notation where strings are quoted and everything else is as written.</summary>
    public string Shown => string.Join('\n', Documents.Select(NodeNotation.Of));

    /// <summary>The diagnostics as lines of <c>line:column CODE</c>.</summary>
    public string Codes => string.Join('\n', Diagnostics.Select(d => $"{d.Span.Line}:{d.Span.Column} {d.Code}"));

    /// <summary>The codes of the diagnostics alone.</summary>
    public string CodesOnly => string.Join(' ', Diagnostics.Select(d => d.Code));

    public static Reading Of(string text, string file = "in.yaml", ReadLimits? limits = null)
    {
        limits ??= ReadLimits.Default;
        var bag = new DiagnosticBag(limits.MaxDiagnosticsPerFile);
        List<MappingNode> documents = [.. new DocumentReader(limits, bag).ReadText(file, text, Deadline())];
        return new Reading(documents, bag.ToImmutable());
    }

    public static Reading OfBytes(byte[] bytes, string file = "in.yaml", ReadLimits? limits = null) =>
        OfStream(new MemoryStream(bytes), file, limits);

    public static Reading OfStream(Stream stream, string file = "in.yaml", ReadLimits? limits = null)
    {
        limits ??= ReadLimits.Default;
        var bag = new DiagnosticBag(limits.MaxDiagnosticsPerFile);
        List<MappingNode> documents = [.. new DocumentReader(limits, bag).Read(file, stream, Deadline())];
        return new Reading(documents, bag.ToImmutable());
    }

    public static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text);

    /// <summary>Reading that takes longer than this is cancelled, which fails the test.</summary>
    private static CancellationToken Deadline() => new CancellationTokenSource(TimeSpan.FromMinutes(5)).Token;
}
