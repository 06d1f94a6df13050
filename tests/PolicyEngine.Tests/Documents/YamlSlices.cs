using PolicyEngine.Documents;
using PolicyEngine.Text;

namespace PolicyEngine.Tests.Documents;

/// <summary>Reads the documents of a YAML text one by one, as plain ones and through the library.</summary>
internal static class YamlSlices
{
    private const string File = "in.yaml";

    /// <summary>Asserts that what is read as plain is what the library reads, without anything to report; how many were.</summary>
    public static (int Plain, int All) AssertAlike(byte[] utf8, ReadLimits? limits = null)
    {
        limits ??= ReadLimits.Default;
        var plainReader = new PlainYamlReader(limits, File, new StringPool());
        int plain = 0;
        int all = 0;
        foreach ((byte[] slice, TextPosition origin) in Cut(utf8))
        {
            all++;
            if (plainReader.TryRead(slice, origin, default) is not { } root)
            {
                continue;
            }

            plain++;
            (List<DocumentNode> roots, int faults) = ReadByLibrary(slice, origin, limits);
            Assert.Equal(0, faults);
            Assert.Equal(Places(Assert.Single(roots)), Places(root));
        }

        return (plain, all);
    }

    private static IEnumerable<(byte[] Slice, TextPosition Origin)> Cut(byte[] utf8)
    {
        var report = new InputDiagnostics(File, new DiagnosticBag(1));
        using var input = new Utf8Input(new MemoryStream(utf8), report);
        input.SkipByteOrderMark();
        var splitter = new YamlDocumentSplitter(input, ReadLimits.Default, report);
        while (splitter.TryFindNext(out int length))
        {
            byte[] slice = input.Window[..length].ToArray();
            if (YamlCharacters.FindForbidden(slice) < 0)
            {
                yield return (slice, input.Locate(0));
            }

            input.Advance(length);
        }
    }

    private static (List<DocumentNode> Roots, int Faults) ReadByLibrary(byte[] slice, TextPosition origin, ReadLimits limits)
    {
        var bag = new DiagnosticBag(10);
        var roots = new List<DocumentNode>();
        using var library = new YamlEventReader(limits, new InputDiagnostics(File, bag), new StringPool());
        library.TryRead(slice, origin, roots, default);
        return (roots, bag.ToImmutable().Length);
    }

    private static string Places(DocumentNode root) => string.Join('\n', NodeNotation.All(root).Select(
        node => $"{node.Span.Line}:{node.Span.Column} {(node is ScalarNode scalar ? $"{scalar.Kind} {scalar.Text}" : node.GetType().Name)}"));
}
