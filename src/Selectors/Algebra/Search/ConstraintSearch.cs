using PolicyEngine.Selectors.Nodes;

namespace PolicyEngine.Selectors.Algebra.Search;

/// <summary>
/// Looks for a label set with which nodes hold or do not hold as wanted. Conjunctions and leaves are taken in at once; a
/// disjunction waits until all but one of its operands are refuted or nothing else is left to do, and then one operand is taken
/// to hold, and to be refuted when that leads nowhere. Labels do not depend on each other, so that each has a state of its own.
/// </summary>
internal sealed class ConstraintSearch(LabelUniverse universe, StepBudget budget)
{
    private readonly LabelStates _states = new(universe, budget);
    private Stack<Choice>? _choices;
    private Goal? _goals;
    private Goal? _open;
    private Goal? _easiest;
    private bool _sawDoubt;

    /// <summary>Demands that <paramref name="node"/> holds, or does not.</summary>
    public void Require(SelectorNode node, bool wanted) => _goals = new Goal(node, wanted, 0, _goals);

    /// <summary>Whether everything demanded can be had together, and with which labels.</summary>
    public LabelFinding Run()
    {
        while (true)
        {
            bool consistent = Propagate();
            if (budget.IsSpent)
            {
                return new LabelFinding(Truth.Unknown, null);
            }

            if (consistent && _open is null)
            {
                if (!_states.AnyDoubtful)
                {
                    return new LabelFinding(Truth.Yes, _states.Example());
                }

                _sawDoubt = true;
                consistent = false;
            }

            if (consistent)
            {
                Choose();
            }
            else if (!GoBack())
            {
                return new LabelFinding(_sawDoubt ? Truth.Unknown : Truth.No, null);
            }
        }
    }

    // Takes in all goals and what follows from them; false where they contradict each other.
    private bool Propagate()
    {
        while (true)
        {
            while (_goals is { } goal)
            {
                _goals = goal.Next;
                if (!budget.Spend() || !Take(goal.Node, goal.Wanted))
                {
                    return false;
                }
            }

            if (!ReviewOpen())
            {
                return false;
            }

            if (_goals is null)
            {
                return true;
            }
        }
    }

    private bool Take(SelectorNode node, bool wanted)
    {
        switch (node)
        {
            case LabelNode leaf:
                return _states.Restrict(leaf, wanted);
            case NotNode negation:
                Require(negation.Operand, !wanted);
                return true;
            case CompositeNode composite when composite is AndNode == wanted:
                for (int i = composite.Operands.Length - 1; i >= 0; i--)
                {
                    Require(composite.Operands[i], wanted);
                }

                return true;
            case CompositeNode:
                _open = new Goal(node, wanted, 0, _open);
                return true;
            default:
                // all() and global() hold everywhere.
                return wanted;
        }
    }

    // Drops the choices that are settled and makes goals of those with one operand left; false where one has none left.
    private bool ReviewOpen()
    {
        Goal? kept = null;
        int fewest = int.MaxValue;
        _easiest = null;
        for (Goal? goal = _open; goal is not null; goal = goal.Next)
        {
            int left = CountLeft(goal, out int first);
            if (left == 0 || budget.IsSpent)
            {
                return false;
            }

            if (left == 1)
            {
                Require(((CompositeNode)goal.Node).Operands[first], goal.Wanted);
            }

            if (left is 1 or int.MaxValue)
            {
                continue;
            }

            kept = new Goal(goal.Node, goal.Wanted, first, kept);
            if (left < fewest)
            {
                fewest = left;
                _easiest = kept;
            }
        }

        _open = kept;
        return true;
    }

    // How many operands can still bring about what the goal wants; the largest number where one does already.
    private int CountLeft(Goal goal, out int first)
    {
        SelectorNode[] operands = ((CompositeNode)goal.Node).Operands;
        int left = 0;
        first = operands.Length;
        for (int i = goal.From; i < operands.Length; i++)
        {
            bool? told = Tell(operands[i]);
            if (told == goal.Wanted)
            {
                return int.MaxValue;
            }

            if (told is null)
            {
                left++;
                first = Math.Min(first, i);
            }
        }

        return left;
    }

    // Whether a node holds with everything that the labels can still be; null where that is open or not obvious.
    private bool? Tell(SelectorNode node)
    {
        if (!budget.Spend())
        {
            return null;
        }

        switch (node)
        {
            case LabelNode leaf:
                return _states.Tell(leaf);
            case NotNode negation:
                return !Tell(negation.Operand);
            case CompositeNode composite:
                // What one operand is enough to settle: a conjunction that fails, a disjunction that holds.
                bool settles = composite is OrNode;
                bool allTold = true;
                foreach (SelectorNode operand in composite.Operands)
                {
                    bool? told = Tell(operand);
                    if (told == settles)
                    {
                        return settles;
                    }

                    allTold &= told is not null;
                }

                return allTold ? !settles : null;
            default:
                return true;
        }
    }

    private void Choose()
    {
        Goal taken = _easiest!;
        Goal? others = null;
        for (Goal? goal = _open; goal is not null; goal = goal.Next)
        {
            if (!ReferenceEquals(goal, taken))
            {
                others = new Goal(goal.Node, goal.Wanted, goal.From, others);
            }
        }

        _choices ??= new Stack<Choice>();
        _choices.Push(new Choice(taken, others, _states.Mark));
        _open = others;
        Require(((CompositeNode)taken.Node).Operands[taken.From], taken.Wanted);
    }

    private bool GoBack()
    {
        if (_choices is null || !_choices.TryPop(out Choice choice))
        {
            return false;
        }

        (Goal taken, Goal? others, int mark) = choice;
        _states.UndoTo(mark);
        _goals = null;
        _open = new Goal(taken.Node, taken.Wanted, taken.From + 1, others);
        Require(((CompositeNode)taken.Node).Operands[taken.From], !taken.Wanted);
        return true;
    }
}
