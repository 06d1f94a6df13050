using System.Collections.Immutable;
using System.Globalization;

namespace PolicyEngine.Text;

/// <summary>Collects diagnostics, at most a fixed number for each file, so that hostile input cannot fill memory.</summary>
internal sealed class DiagnosticBag(int limitPerFile)
{
    private readonly ImmutableArray<Diagnostic>.Builder _diagnostics = ImmutableArray.CreateBuilder<Diagnostic>();
    private readonly Dictionary<string, int> _countByFile = new(StringComparer.Ordinal);

    private int _taken;

    public bool HasErrors { get; private set; }

    /// <summary>How many there were, those that are not kept included.</summary>
    public int Count { get; private set; }

    public void Add(DiagnosticDescriptor descriptor, SourceSpan span, string message, string? hint = null, string? replacement = null, SourceSpan? other = null) =>
        Add(new Diagnostic(descriptor, span, message, hint ?? descriptor.Hint) { Replacement = replacement, Other = other ?? SourceSpan.None });

    public void Add(Diagnostic diagnostic)
    {
        HasErrors |= diagnostic.Severity == Severity.Error;
        Count++;
        int count = _countByFile.GetValueOrDefault(diagnostic.Span.File);
        _countByFile[diagnostic.Span.File] = count + 1;
        if (count < limitPerFile)
        {
            _diagnostics.Add(diagnostic);
        }
    }

    /// <summary>Those that were kept since this was last asked.</summary>
    public IReadOnlyList<Diagnostic> TakeNew()
    {
        if (_taken == _diagnostics.Count)
        {
            return [];
        }

        Diagnostic[] taken = [.. _diagnostics.Skip(_taken)];
        _taken = _diagnostics.Count;
        return taken;
    }

    /// <summary>How many of a file were not kept.</summary>
    public int UnkeptOf(string file) => Math.Max(0, _countByFile.GetValueOrDefault(file) - limitPerFile);

    /// <summary>Counts diagnostics of a file that another bag did not keep.</summary>
    public void AddUnkept(string file, int count)
    {
        if (count > 0)
        {
            Count += count;
            _countByFile[file] = _countByFile.GetValueOrDefault(file) + count;
        }
    }

    /// <summary>All diagnostics in the order they were found, and one more for each file that had too many.</summary>
    public ImmutableArray<Diagnostic> ToImmutable()
    {
        ImmutableArray<Diagnostic>.Builder all = ImmutableArray.CreateBuilder<Diagnostic>();
        all.AddRange(_diagnostics);
        foreach ((string file, int count) in _countByFile.OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            if (count > limitPerFile)
            {
                string message = string.Create(CultureInfo.InvariantCulture, $"{count - limitPerFile} more diagnostics of this file are not shown");
                all.Add(new Diagnostic(ReadingDiagnostics.TooManyDiagnostics, new SourceSpan(file, 0, 0), message, ReadingDiagnostics.TooManyDiagnostics.Hint));
            }
        }

        return all.ToImmutable();
    }
}
