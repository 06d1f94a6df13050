using PolicyEngine.Selectors.Algebra.Values;
using PolicyEngine.Selectors.Nodes;

namespace PolicyEngine.Selectors.Algebra.Search;

/// <summary>The state of each label a search has met, and how to take changes back.</summary>
internal sealed class LabelStates(LabelUniverse universe, StepBudget budget)
{
    // Most questions are about a handful of labels, for which comparing numbers in turn beats a table.
    private const int LinearSearchLimit = 12;

    private readonly List<(int Slot, LabelState Before)> _trail = [];
    private (int Hash, string Label, LabelState State)[] _slots = new (int, string, LabelState)[4];
    private Dictionary<string, int>? _slotOf;
    private int _count;

    /// <summary>A point to come back to.</summary>
    public int Mark => _trail.Count;

    /// <summary>Whether nobody knows if some label can be what it must be.</summary>
    public bool AnyDoubtful
    {
        get
        {
            for (int i = 0; i < _count; i++)
            {
                if (_slots[i].State.IsDoubtful)
                {
                    return true;
                }
            }

            return false;
        }
    }

    /// <summary>Takes a condition in; false, and nothing changed, where it contradicts what its label must be.</summary>
    public bool Restrict(LabelNode node, bool wanted)
    {
        int slot = SlotOf(node);
        LabelState before = _slots[slot].State;
        if (before.With(node, wanted, budget) is not { } after)
        {
            return false;
        }

        if (!ReferenceEquals(before, after))
        {
            _trail.Add((slot, before));
            _slots[slot].State = after;
        }

        return true;
    }

    /// <summary>Whether the condition holds in whatever its label can still be; null where that is open or not obvious.</summary>
    public bool? Tell(LabelNode node)
    {
        int slot = SlotOf(node);
        return _slots[slot].State.Tell(node, budget);
    }

    /// <summary>Takes back every change since <paramref name="mark"/>.</summary>
    public void UndoTo(int mark)
    {
        for (int i = _trail.Count - 1; i >= mark; i--)
        {
            (int slot, LabelState before) = _trail[i];
            _slots[slot].State = before;
        }

        _trail.RemoveRange(mark, _trail.Count - mark);
    }

    /// <summary>Labels that are what they must be, absent where they can be.</summary>
    public LabelSet Example()
    {
        List<KeyValuePair<string, string>> labels = new(_count);
        for (int i = 0; i < _count; i++)
        {
            if (_slots[i].State.Example() is { } value)
            {
                labels.Add(new KeyValuePair<string, string>(_slots[i].Label, value));
            }
        }

        return LabelSet.Create(labels);
    }

    private int SlotOf(LabelNode node)
    {
        if (_slotOf is not null)
        {
            if (_slotOf.TryGetValue(node.Label, out int known))
            {
                return known;
            }
        }
        else
        {
            int hash = node.LabelHashCode;
            for (int i = 0; i < _count; i++)
            {
                if (_slots[i].Hash == hash && string.Equals(_slots[i].Label, node.Label, StringComparison.Ordinal))
                {
                    return i;
                }
            }
        }

        return AddSlot(node);
    }

    private int AddSlot(LabelNode node)
    {
        if (_count == _slots.Length)
        {
            Array.Resize(ref _slots, _count * 2);
        }

        _slots[_count] = (node.LabelHashCode, node.Label, LabelState.Of(ValueDomain.Of(universe.ValuesOf(node.Label))));
        _slotOf?.Add(node.Label, _count);
        _count++;
        if (_count == LinearSearchLimit && _slotOf is null)
        {
            _slotOf = new Dictionary<string, int>(StringComparer.Ordinal);
            for (int i = 0; i < _count; i++)
            {
                _slotOf.Add(_slots[i].Label, i);
            }
        }

        return _count - 1;
    }
}
