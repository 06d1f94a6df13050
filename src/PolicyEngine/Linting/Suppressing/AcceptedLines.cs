namespace PolicyEngine.Linting.Suppressing;

/// <summary>
/// The lines of one file, in which directives accept one rule's findings. Of several that are about a line the first counts, and
/// none is looked at that is about others: there may be as many directives as lines.
/// </summary>
internal sealed class AcceptedLines
{
    private readonly List<(int First, int Last, SuppressionDirective Directive)> _added = [];
    private readonly List<int> _found = [];
    private (int First, int Last, SuppressionDirective Directive)[]? _pieces;
    private bool _isSorted;

    public void Add(int first, int last, SuppressionDirective directive) => _added.Add((first, last, directive));

    /// <summary>The directive that accepts a finding in a line; null where none does. The line is remembered.</summary>
    public SuppressionDirective? Accept(int line)
    {
        _pieces ??= [.. Disjoint()];
        int low = 0;
        int high = _pieces.Length;
        while (low < high)
        {
            int middle = (low + high) / 2;
            (low, high) = _pieces[middle].Last < line ? (middle + 1, high) : (low, middle);
        }

        if (low == _pieces.Length || _pieces[low].First > line)
        {
            return null;
        }

        _found.Add(line);
        _isSorted = false;
        return _pieces[low].Directive;
    }

    /// <summary>Whether a finding in some of the lines was accepted.</summary>
    public bool HasAccepted(int first, int last)
    {
        if (!_isSorted)
        {
            _found.Sort();
            _isSorted = true;
        }

        int at = _found.BinarySearch(first);
        at = at < 0 ? ~at : at;
        return at < _found.Count && _found[at] <= last;
    }

    /// <summary>Each line with the first directive that is about it.</summary>
    private IEnumerable<(int First, int Last, SuppressionDirective Directive)> Disjoint()
    {
        long done = -1;
        foreach ((int first, int last, SuppressionDirective directive) in _added.OrderBy(added => added.First))
        {
            if (last > done)
            {
                yield return ((int)Math.Max(first, done + 1), last, directive);
                done = last;
            }
        }
    }
}
