using System.Collections.Immutable;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using PolicyEngine.Text;

namespace PolicyEngine.AspNetCore.Snapshots;

/// <summary>The documents of a source, and the snapshot they make. Not thread-safe.</summary>
internal sealed class SnapshotContents(PolicyLoader loader)
{
    private readonly Dictionary<string, Known> _documents = new(StringComparer.Ordinal);
    private readonly Dictionary<string, ImmutableArray<Diagnostic>> _diagnostics = new(StringComparer.Ordinal);
    private PolicySnapshot? _snapshot;
    private UInt128 _sum;

    /// <summary>Tells contents apart: documents and their names count, and not in which order they came.</summary>
    public string RevisionId => _sum.ToString("x32", CultureInfo.InvariantCulture);

    /// <summary>What there is to say about the documents, by name of document.</summary>
    public ImmutableArray<Diagnostic> Diagnostics => [.. _diagnostics.OrderBy(entry => entry.Key, StringComparer.Ordinal).SelectMany(entry => entry.Value)];

    /// <summary>The snapshot of all documents with an update; null where it takes all of them, and nothing has changed then.</summary>
    public PolicySnapshot? Apply(SnapshotUpdate update, CancellationToken cancellation)
    {
        if (Read(update, cancellation) is not { } result)
        {
            return null;
        }

        if (update.IsComplete)
        {
            _sum = 0;
            _documents.Clear();
            _diagnostics.Clear();
        }

        foreach (string name in update.Removed)
        {
            Forget(name);
        }

        foreach (SnapshotDocument document in update.Documents)
        {
            Forget(document.Name);
            UInt128 hash = HashOf(document);
            _documents.Add(document.Name, new Known(document.Reference, hash));
            _sum = unchecked(_sum + hash);
        }

        // What is about no document is about objects of kinds that the engine does not read and that are gone.
        foreach (IGrouping<string, Diagnostic> said in result.Diagnostics.Where(diagnostic => !diagnostic.Span.IsNone).GroupBy(diagnostic => diagnostic.Span.File, StringComparer.Ordinal))
        {
            _diagnostics[said.Key] = [.. said];
        }

        return _snapshot = result.Snapshot;
    }

    private LoadResult? Read(SnapshotUpdate update, CancellationToken cancellation)
    {
        IEnumerable<PolicySource> sources = update.Documents.Select(SourceOf);
        if (update.IsComplete || _snapshot is null)
        {
            return loader.Load(sources, cancellation);
        }

        Known[] gone = [.. update.Removed.Where(_documents.ContainsKey).Select(name => _documents[name])];
        bool isOfTexts = gone.Any(known => known.Reference is null) || update.Documents.Any(document => document.Reference is null);
        return isOfTexts
            ? _snapshot.WithSources(sources, update.Removed, cancellation)
            : _snapshot.With(sources, gone.Select(known => known.Reference!), cancellation);
    }

    private static PolicySource SourceOf(SnapshotDocument document) =>
        MemoryMarshal.TryGetArray(document.Utf8, out ArraySegment<byte> bytes)
            ? PolicySource.FromStream(document.Name, new MemoryStream(bytes.Array!, bytes.Offset, bytes.Count, writable: false))
            : PolicySource.FromStream(document.Name, new MemoryStream(document.Utf8.ToArray(), writable: false));

    private static UInt128 HashOf(SnapshotDocument document)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes(document.Name));
        hash.AppendData([0]);
        hash.AppendData(document.Utf8.Span);
        return MemoryMarshal.Read<UInt128>(hash.GetHashAndReset());
    }

    private void Forget(string name)
    {
        if (_documents.Remove(name, out Known known))
        {
            _sum = unchecked(_sum - known.Hash);
        }

        _diagnostics.Remove(name);
    }

    private readonly record struct Known(string? Reference, UInt128 Hash);
}
