using System.Collections.Immutable;
using PolicyEngine.Binding;
using PolicyEngine.Documents;
using PolicyEngine.Model;
using PolicyEngine.Queries;
using PolicyEngine.Text;

namespace PolicyEngine;

/// <summary>Reads documents into a snapshot: alone, or laid over what another snapshot was made of.</summary>
internal sealed class SnapshotReader
{
    private const string Secret = "Secret";

    // How many objects are read between two reports.
    private const int ReportEach = 1000;

    private readonly LoadOptions _options;
    private readonly PolicySnapshot? _basis;
    private readonly DiagnosticBag _diagnostics;
    private readonly PolicyBinder _binder;
    private readonly CancellationToken _cancellation;
    private readonly List<MappingNode> _documents = [];
    private readonly List<InputText> _texts = [];
    private readonly List<ObjectReference> _removed = [];
    private IProgress<LoadProgress>? _progress;

    // The files that take the place of what they held before; null where documents are laid over others, whatever file those are in.
    private HashSet<string>? _reread;
    private int _count;

    private SnapshotReader(LoadOptions options, PolicySnapshot? basis, CancellationToken cancellation)
    {
        (_options, _basis, _cancellation) = (options, basis, cancellation);
        _diagnostics = new DiagnosticBag(options.Limits.MaxDiagnosticsPerFile);
        _binder = new PolicyBinder(options.DefaultNamespace, options.Profile, _diagnostics, basis?.Origin?.Resources);
    }

    private bool KeepsDocuments => _options.KeepsDocuments || _options.KeepsText;

    public static LoadResult Read(IEnumerable<PolicySource> sources, LoadOptions options, IProgress<LoadProgress>? progress, CancellationToken cancellation)
    {
        var reader = new SnapshotReader(options, null, cancellation) { _progress = progress };
        reader.Read(sources);
        return reader.Build();
    }

    /// <summary>Lays documents over a snapshot and takes others away.</summary>
    public static LoadResult ReadOver(
        PolicySnapshot basis, SnapshotOrigin origin, IEnumerable<PolicySource> sources, IEnumerable<string> without, CancellationToken cancellation)
    {
        var reader = new SnapshotReader(origin.Options, basis, cancellation);
        reader.Read(sources);
        foreach (string reference in without)
        {
            reader.Remove(reference);
        }

        return reader.Build();
    }

    /// <summary>
    /// Puts sources in the place of those of the same names. Null where what one source says depends on another, so that all have to be read again.
    /// </summary>
    public static LoadResult? ReadInPlace(
        PolicySnapshot basis, SnapshotOrigin origin, IEnumerable<PolicySource> sources, IEnumerable<string> gone, CancellationToken cancellation)
    {
        if (!origin.IsSeparable)
        {
            return null;
        }

        PolicySource[] changed = [.. sources];
        HashSet<string> files = [.. changed.Select(source => source.Name), .. gone];
        var reader = new SnapshotReader(origin.Options, basis, cancellation) { _reread = files };
        reader._binder.Resources.RemoveFrom(files);
        reader.Read(changed);
        if (reader._binder.Resources.ReplacesOutside(files))
        {
            return null;
        }

        LoadResult result = reader.Build();
        return result.Snapshot.Origin!.IsSeparable ? result : null;
    }

    private void Read(IEnumerable<PolicySource> sources)
    {
        int readers = _options.KeepsText ? 0 : _options.Parallelism - 1;
        var ahead = new Queue<(PolicySource Source, ReadAhead? Reading)>();
        try
        {
            foreach (PolicySource source in sources)
            {
                ahead.Enqueue((source, readers > 0 && source.Objects is null ? new ReadAhead(source.Name, source.Open, _options.Limits, _cancellation) : null));
                if (ahead.Count > readers)
                {
                    ReadNext();
                }
            }

            while (ahead.Count > 0)
            {
                ReadNext();
            }
        }
        finally
        {
            foreach ((PolicySource _, ReadAhead? reading) in ahead)
            {
                reading?.Dispose();
            }
        }

        void ReadNext()
        {
            (PolicySource source, ReadAhead? reading) = ahead.Peek();
            Read(source, reading);
            reading?.Dispose();
            ahead.Dequeue();
        }
    }

    private void Remove(string reference)
    {
        var named = ObjectReference.Parse(reference, _options.DefaultNamespace);
        if (named is not null && (_binder.Resources.Remove(named) ?? KeptAlone(named)) is { } gone)
        {
            _removed.Add(gone);
            return;
        }

        string name = named?.Name ?? reference[(reference.LastIndexOf('/') + 1)..];
        string hint = NearestReferences.Hint(name, named?.Namespace ?? _options.DefaultNamespace, RemovableNames.Of(_binder.Resources, named?.Kind));
        _diagnostics.Add(BindingDiagnostics.NothingToRemove, SourceSpan.None, $"there is no `{ShortText.OfName(reference)}` to take away{hint}");
    }

    /// <summary>The object that is named where it is kept, as one of the network below the policies may be; null where it is not.</summary>
    private ObjectReference? KeptAlone(ObjectReference named) =>
        _basis?.Origin?.Kept is { } kept && kept.Documents.Any(document => named.IsTo(ObjectIdentity.Of(document, _options.DefaultNamespace))) ? named : null;

    private LoadResult Build()
    {
        int said = _diagnostics.Count;
        PolicyModel model = ModelBuilder.Build(_binder.Resources, _binder.Labels, _binder.Context, _basis?.Model) with
        {
            Profile = _options.Profile,
            NotTakenIntoAccount = [.. (_basis?.Model.NotTakenIntoAccount ?? []).Where(fault => _reread?.Contains(fault.Span.File) != true).Union(_binder.Incomplete)],
        };
        bool isSeparable = (_basis is null || _reread is not null) && _diagnostics.Count == said && !_binder.Resources.HasLost;
        KeptInput? kept = KeepsDocuments ? Keep(_basis?.Origin?.Kept ?? KeptInput.Empty) : null;
        return new LoadResult(
            PolicySnapshot.Compile(model, _basis, new SnapshotOrigin(_binder.Resources, _options, kept, isSeparable), _cancellation),
            _diagnostics.ToImmutable(),
            _binder.PassedOver.ToImmutableSortedDictionary(StringComparer.Ordinal),
            _count)
        {
            Kept = kept,
        };
    }

    /// <summary>What is kept of the input below stays, but for what is read again, given again or taken away.</summary>
    private KeptInput Keep(KeptInput below)
    {
        HashSet<ObjectIdentity> given = [.. _reread is null ? _documents.Select(Identity) : []];
        HashSet<string> read = [.. _texts.Select(text => text.Name), .. _reread ?? []];
        return new KeptInput(
            [.. below.Documents.Where(Stays).Concat(_documents).Where(document => !IsRemoved(Identity(document)))],
            [.. below.Texts.Where(text => !read.Contains(text.Name)), .. _texts]);

        ObjectIdentity Identity(MappingNode document) => ObjectIdentity.Of(document, _options.DefaultNamespace);

        bool Stays(MappingNode document) => _reread?.Contains(document.Span.File) is { } isRead ? !isRead : !given.Contains(Identity(document));

        bool IsRemoved(ObjectIdentity identity) => _removed.Exists(reference => reference.IsTo(identity));
    }

    private void Read(PolicySource source, ReadAhead? ahead)
    {
        if (source.Objects is { } objects && !_options.KeepsText)
        {
            foreach (Diagnostic diagnostic in objects.Diagnostics)
            {
                _diagnostics.Add(diagnostic);
            }

            _diagnostics.AddUnkept(source.Name, objects.Unkept);
            Bind(source.Name, objects.Documents);
            BindLosses(objects.Losses);
            return;
        }

        var reader = new DocumentReader(_options.Limits, _diagnostics);
        try
        {
            using Stream stream = ahead is not null ? Stream.Null : _options.KeepsText ? Keep(source) : source.Open();
            Bind(source.Name, ahead is null ? reader.Read(source.Name, stream, _cancellation) : ahead.Take(_diagnostics));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            Diagnostic unreadable = UnreadableFile.Of(source.Name, exception);
            _diagnostics.Add(unreadable);
            _binder.BindUnreadable(new Fault(unreadable.Message, unreadable.Span));
        }

        BindLosses(ahead?.Losses ?? reader.Losses);
    }

    private void Bind(string source, IEnumerable<MappingNode> documents)
    {
        foreach (MappingNode document in documents)
        {
            _cancellation.ThrowIfCancellationRequested();
            _binder.Bind(document);
            _count++;
            if (_count % ReportEach == 0)
            {
                _progress?.Report(new LoadProgress(source, _count));
            }

            if (KeepsDocuments && ObjectHeader.Of(document).Kind != Secret)
            {
                _documents.Add(document);
            }
        }
    }

    private void BindLosses(IEnumerable<Fault> losses)
    {
        foreach (Fault lost in losses)
        {
            _binder.BindUnreadable(lost);
        }
    }

    private Stream Keep(PolicySource source)
    {
        using Stream stream = source.Open();
        var text = new InputText(source.Name, WholeInput.Read(stream, _options.Limits.MaxYamlBytes));
        _texts.Add(text);
        return text.Open();
    }
}
