using System.Collections.Immutable;
using System.Globalization;
using PolicyEngine.Text;

namespace PolicyEngine.Documents;

/// <summary>
/// Builds one document from the events of a parser, on a stack of its own, within the limits. After a fault it takes
/// further calls without effect until <see cref="Reset"/>.
/// </summary>
internal sealed class TreeBuilder(ReadLimits limits, InputDiagnostics diagnostics)
{
    /// <summary>Below this many entries, comparing pairs is faster than hashing.</summary>
    private const int PairwiseLimit = 12;

    /// <summary>
    /// The items of a list count as documents of their own, as they do where JSON is streamed; but all of them are held
    /// at once, so that together they may have this many times the nodes of one document.
    /// </summary>
    private const int ItemsFactor = 32;

    private readonly Dictionary<string, int> _indexByKey = new(StringComparer.Ordinal);
    private readonly List<DocumentNode> _merges = [];
    private readonly List<MappingEntry> _merged = [];
    private Frame[] _frames = new Frame[16];
    private MappingEntry[] _entries = new MappingEntry[64];
    private DocumentNode[] _items = new DocumentNode[64];
    private int _entryCount;
    private int _itemCount;
    private int _depth;
    private int _outerDepth;

    // What counts towards the limit: nodes outside items, those of the open item, one for each finished item, and
    // whatever aliases repeated anywhere.
    private int _charged;
    private int _chargedBeforeItem;
    private int _shared;
    private int _sharedBeforeItem;

    public bool Failed { get; private set; }

    /// <summary>The finished document, once its last event has come.</summary>
    public DocumentNode? Root { get; private set; }

    /// <summary>Nodes so far, with aliases expanded.</summary>
    public int NodeCount { get; private set; }

    /// <summary>Whether the next node is a key.</summary>
    public bool ExpectsKey => _depth > 0 && _frames[_depth - 1] is { IsMapping: true, Key: null };

    /// <summary>Whether the innermost open value is the list under <c>items</c> of the root.</summary>
    private bool IsAtItems =>
        _depth == 2 && _frames[0] is { IsMapping: true, Key.Text: "items" } && !_frames[1].IsMapping && _outerDepth == 0;

    /// <summary>Makes ready for a document that lies <paramref name="outerDepth"/> levels deep in another.</summary>
    public void Reset(int outerDepth = 0)
    {
        Array.Clear(_entries, 0, _entryCount);
        Array.Clear(_items, 0, _itemCount);
        _merges.Clear();
        _entryCount = 0;
        _itemCount = 0;
        _depth = 0;
        _outerDepth = outerDepth;
        NodeCount = 0;
        _charged = _shared = 0;
        Root = null;
        Failed = false;
    }

    public void Begin(bool isMapping, TextPosition at)
    {
        if (Failed || !TryCount(1, at) || !TryNest(1, at))
        {
            return;
        }

        if (ExpectsKey)
        {
            Fail(ReadingDiagnostics.FaultyKey, at, isMapping ? "a key is a mapping, expected a string" : "a key is a list, expected a string");
            return;
        }

        if (_depth == _frames.Length)
        {
            Array.Resize(ref _frames, _depth * 2);
        }

        _frames[_depth++] = new Frame
        {
            IsMapping = isMapping,
            At = at,
            FirstEntry = _entryCount,
            FirstItem = _itemCount,
            FirstMerge = _merges.Count,
            NodesBefore = NodeCount - 1,
        };
        if (IsAtItems)
        {
            _chargedBeforeItem = _charged;
            _sharedBeforeItem = _shared;
        }
    }

    public void AddKey(ScalarNode key, TextPosition at, bool isMerge = false)
    {
        if (Failed || !TryCount(1, at))
        {
            return;
        }

        // A key of no characters has no place of its own; it is reported at its value.
        if (key.Kind == ScalarKind.Null && key.Text.Length > 0)
        {
            Fail(ReadingDiagnostics.FaultyKey, at, "a key is null, expected a string");
            return;
        }

        ref Frame frame = ref _frames[_depth - 1];
        frame.Key = key;
        frame.KeyIsMerge = isMerge;
    }

    public void AddValue(ScalarNode value, TextPosition at)
    {
        if (!Failed && TryCount(1, at))
        {
            Attach(value, 0);
        }
    }

    /// <summary>Adds a node that was built before, where an alias repeats it.</summary>
    public void AddShared(BuiltNode shared, TextPosition at)
    {
        if (Failed || !TryCount(shared.Size, at) || !TryNest(shared.Height, at))
        {
            return;
        }

        _shared += shared.Size;
        if (!ExpectsKey)
        {
            Attach(shared.Node, shared.Height);
        }
        else if (shared.Node is ScalarNode { Kind: not ScalarKind.Null } key)
        {
            ref Frame frame = ref _frames[_depth - 1];
            frame.Key = key;
            frame.KeyIsMerge = false;
        }
        else
        {
            Fail(ReadingDiagnostics.FaultyKey, at, $"a key is {shared.Node.Describe()}, expected a string");
        }
    }

    /// <summary>Ends the innermost mapping or sequence.</summary>
    public BuiltNode? End()
    {
        if (Failed)
        {
            return null;
        }

        Frame frame = _frames[--_depth];
        _frames[_depth] = default;
        DocumentNode node = frame.IsMapping ? EndMapping(frame) : EndSequence(frame);
        if (Failed)
        {
            return null;
        }

        int height = frame.Height + 1;
        Attach(node, height);
        return new BuiltNode(node, NodeCount - frame.NodesBefore, height);
    }

    public void Fail(DiagnosticDescriptor descriptor, TextPosition at, string message, string? hint = null)
    {
        diagnostics.Report(descriptor, at, message, hint);
        Failed = true;
    }

    private bool TryCount(int nodes, TextPosition at)
    {
        if (_depth > 0 && _frames[_depth - 1].Key is { Kind: ScalarKind.Null })
        {
            Fail(ReadingDiagnostics.FaultyKey, at, "the key of this value is empty, expected a string");
            return false;
        }

        if (nodes <= limits.MaxNodes - _charged && NodeCount + (long)nodes <= Math.Min(int.MaxValue, ItemsFactor * (long)limits.MaxNodes))
        {
            NodeCount += nodes;
            _charged += nodes;
            return true;
        }

        Fail(ReadingDiagnostics.LimitExceeded, at, string.Create(
            CultureInfo.InvariantCulture, $"the document has more than {limits.MaxNodes} values"));
        return false;
    }

    private bool TryNest(int height, TextPosition at)
    {
        if (_outerDepth + _depth + height <= limits.MaxDepth)
        {
            return true;
        }

        Fail(ReadingDiagnostics.LimitExceeded, at, string.Create(
            CultureInfo.InvariantCulture, $"the document is nested deeper than {limits.MaxDepth} levels"));
        return false;
    }

    private void Attach(DocumentNode node, int height)
    {
        if (_depth == 0)
        {
            Root = node;
            return;
        }

        ref Frame frame = ref _frames[_depth - 1];
        if (!frame.IsMapping)
        {
            frame.Height = Math.Max(frame.Height, height);
            Push(ref _items, ref _itemCount, node);
            if (IsAtItems)
            {
                _charged = _chargedBeforeItem + 1 + _shared - _sharedBeforeItem;
                _chargedBeforeItem = _charged;
                _sharedBeforeItem = _shared;
            }
        }
        else if (frame.KeyIsMerge)
        {
            // What is merged takes the place of the mapping that `<<` leads to, one level higher.
            frame.Height = Math.Max(frame.Height, height - 1);
            _merges.Add(node);
            frame.Key = null;
            frame.KeyIsMerge = false;
        }
        else
        {
            frame.Height = Math.Max(frame.Height, height);
            Push(ref _entries, ref _entryCount, new MappingEntry(frame.Key!, node));
            frame.Key = null;
        }
    }

    private SequenceNode EndSequence(in Frame frame)
    {
        Span<DocumentNode> own = _items.AsSpan(frame.FirstItem, _itemCount - frame.FirstItem);
        ImmutableArray<DocumentNode> items = [.. own];
        own.Clear();
        _itemCount = frame.FirstItem;
        return new SequenceNode(diagnostics.File, frame.At.Line, frame.At.Column, items);
    }

    private MappingNode EndMapping(in Frame frame)
    {
        Span<MappingEntry> own = _entries.AsSpan(frame.FirstEntry, _entryCount - frame.FirstEntry);
        int distinct = DropRepeats(own, out ImmutableArray<MappingEntry> overridden);
        ImmutableArray<MappingEntry> entries = [.. own[..distinct]];
        own.Clear();
        _entryCount = frame.FirstEntry;
        if (_merges.Count > frame.FirstMerge)
        {
            entries = Merge(entries, frame);
        }

        return new MappingNode(diagnostics.File, frame.At.Line, frame.At.Column, entries) { Overridden = overridden };
    }

    private int DropRepeats(Span<MappingEntry> entries, out ImmutableArray<MappingEntry> overridden)
    {
        int distinct = 0;
        ImmutableArray<MappingEntry>.Builder? earlierValues = null;
        bool hashing = entries.Length > PairwiseLimit;
        _indexByKey.Clear();
        foreach (MappingEntry entry in entries)
        {
            int earlier = -1;
            if (!hashing)
            {
                for (int i = 0; i < distinct && earlier < 0; i++)
                {
                    earlier = string.Equals(entries[i].Key.Text, entry.Key.Text, StringComparison.Ordinal) ? i : -1;
                }
            }
            else if (!_indexByKey.TryAdd(entry.Key.Text, distinct))
            {
                earlier = _indexByKey[entry.Key.Text];
            }

            if (earlier < 0)
            {
                entries[distinct++] = entry;
                continue;
            }

            SourceSpan first = entries[earlier].Key.Span;
            SourceSpan second = entry.Key.Span;
            diagnostics.Report(ReadingDiagnostics.DuplicateKey, new TextPosition(second.Line, second.Column), string.Create(
                CultureInfo.InvariantCulture,
                $"key {MessageText.Quote(entry.Key.Text)} is given again, first at line {first.Line}, column {first.Column}; the last value counts"));

            // Matches Go's decoder: the last value wins.
            (earlierValues ??= ImmutableArray.CreateBuilder<MappingEntry>()).Add(entries[earlier]);
            entries[earlier] = entry;
        }

        overridden = earlierValues?.DrainToImmutable() ?? [];
        return distinct;
    }

    private ImmutableArray<MappingEntry> Merge(ImmutableArray<MappingEntry> entries, in Frame frame)
    {
        _indexByKey.Clear();
        _merged.Clear();
        foreach (MappingEntry entry in entries)
        {
            _indexByKey[entry.Key.Text] = 0;
            _merged.Add(entry);
        }

        for (int i = frame.FirstMerge; i < _merges.Count && !Failed; i++)
        {
            if (_merges[i] is not SequenceNode sources)
            {
                MergeFrom(_merges[i]);
                continue;
            }

            foreach (DocumentNode source in sources.Items)
            {
                MergeFrom(source);
            }
        }

        _merges.RemoveRange(frame.FirstMerge, _merges.Count - frame.FirstMerge);
        return [.. _merged];
    }

    private void MergeFrom(DocumentNode source)
    {
        if (source is not MappingNode mapping)
        {
            Fail(
                ReadingDiagnostics.FaultyAlias,
                new TextPosition(source.Span.Line, source.Span.Column),
                $"the value of `<<` is {source.Describe()}, expected a mapping or a list of mappings");
            return;
        }

        foreach (MappingEntry entry in mapping.Entries)
        {
            if (_indexByKey.TryAdd(entry.Key.Text, 0))
            {
                _merged.Add(entry);
            }
        }
    }

    private static void Push<T>(ref T[] stack, ref int count, T value)
    {
        if (count == stack.Length)
        {
            Array.Resize(ref stack, count * 2);
        }

        stack[count++] = value;
    }

    private struct Frame
    {
        public bool IsMapping;
        public bool KeyIsMerge;
        public ScalarNode? Key;
        public TextPosition At;
        public int FirstEntry;
        public int FirstItem;
        public int FirstMerge;
        public int NodesBefore;
        public int Height;
    }
}
