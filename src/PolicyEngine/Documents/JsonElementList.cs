using System.Collections.Immutable;
using System.Globalization;
using PolicyEngine.Text;

namespace PolicyEngine.Documents;

/// <summary>
/// The elements of a root array or of a root object's <c>items</c>, while it is not yet known what the object is:
/// kubectl sorts keys, so <c>kind</c> follows <c>items</c>. An element that names its own kind and version is handed on at
/// once; the others wait for the kind of the list.
/// </summary>
internal sealed class JsonElementList(ReadLimits limits, InputDiagnostics diagnostics, ListExpander lists)
{
    private readonly List<(DocumentNode Node, int Index)> _waiting = [];
    private ListHeader _header;
    private string _path = "";
    private long _waitingNodes;
    private int _count;
    private bool _isKnown;
    private bool _hasBegun;
    private bool _handedOn;

    /// <summary>Whether what is known of the root object does not speak against its being a list.</summary>
    public bool MayBeList => _header.IsList;

    public void Reset()
    {
        _waiting.Clear();
        _header = default;
        _waitingNodes = 0;
        _isKnown = _hasBegun = _handedOn = false;
    }

    public void Begin(string path)
    {
        _path = path;
        _count = 0;
        _hasBegun = true;
        _isKnown |= path.Length == 0;
    }

    /// <summary>Takes what the root object says of itself.</summary>
    public void Learn(string? kind, string? apiVersion, Queue<MappingNode> objects)
    {
        _header = new ListHeader(kind ?? _header.Kind, apiVersion ?? _header.ApiVersion);
        _isKnown = _header is { Kind: not null, ApiVersion: not null };
        if (_isKnown && _header.IsList)
        {
            Flush(objects);
        }
    }

    /// <summary>Takes the next element; null stands for one that could not be read.</summary>
    public void Add(DocumentNode? element, int nodes, Queue<MappingNode> objects)
    {
        int index = _count++;
        if (element is null)
        {
            _handedOn = true;
        }
        else if (_isKnown || IsComplete(element))
        {
            _handedOn = true;
            lists.ExpandItem(element, index, _path, _header, objects);
        }
        else
        {
            _waiting.Add((element, index));
            _waitingNodes += nodes;
        }
    }

    /// <summary>Ends a root object that could not be read itself; its elements could.</summary>
    public void Abandon(Queue<MappingNode> objects)
    {
        if (_header.IsList)
        {
            Flush(objects);
        }
    }

    private void Flush(Queue<MappingNode> objects)
    {
        _handedOn |= _waiting.Count > 0;
        foreach ((DocumentNode node, int index) in _waiting)
        {
            lists.ExpandItem(node, index, _path, _header, objects);
        }

        _waiting.Clear();
        _waitingNodes = 0;
    }

    /// <summary>Ends the root object, which stands for itself where it proves to be no list.</summary>
    public void End(MappingNode root, Queue<MappingNode> objects)
    {
        TextPosition at = new(root.Span.Line, root.Span.Column);
        if (!_hasBegun)
        {
            lists.Expand(root, objects);
            return;
        }

        lists.Doubt(root);
        if (_header.IsList)
        {
            Flush(objects);
        }
        else if (_handedOn)
        {
            diagnostics.Report(
                ReadingDiagnostics.NotAnObject,
                at,
                $"kind {MessageText.Quote(_header.Kind!)} is not a list, but follows `items` that were read as objects",
                "write `kind` before `items`");
        }
        else if (_waitingNodes > limits.MaxNodes)
        {
            diagnostics.Report(ReadingDiagnostics.LimitExceeded, at, string.Create(
                CultureInfo.InvariantCulture, $"the document has more than {limits.MaxNodes} values"));
        }
        else
        {
            objects.Enqueue(WithItems(root));
        }
    }

    private static bool IsComplete(DocumentNode element) =>
        element is MappingNode mapping && mapping["kind"] is not null && mapping["apiVersion"] is not null;

    private MappingNode WithItems(MappingNode root)
    {
        ImmutableArray<MappingEntry>.Builder entries = root.Entries.ToBuilder();
        for (int i = 0; i < entries.Count; i++)
        {
            if (entries[i] is { Key.Text: "items", Value: SequenceNode placeholder })
            {
                ImmutableArray<DocumentNode> items = [.. _waiting.Select(element => element.Node)];
                entries[i] = entries[i] with { Value = new SequenceNode(placeholder.Span.File, placeholder.Span.Line, placeholder.Span.Column, items) };
            }
        }

        return new MappingNode(root.Span.File, root.Span.Line, root.Span.Column, entries.ToImmutable()) { Overridden = root.Overridden };
    }
}
