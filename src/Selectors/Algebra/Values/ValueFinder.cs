using PolicyEngine.Selectors.Algebra.Search;
using PolicyEngine.Selectors.Nodes;

namespace PolicyEngine.Selectors.Algebra.Values;

/// <summary>
/// Finds a value that meets conditions on its text: by trying what they mention, then by a search through the product of
/// their automata, which finds a shortest one or shows that there is none.
/// </summary>
internal static class ValueFinder
{
    // What a search may keep in memory; far more than any selector that people write needs.
    private const int MaxStates = 50_000;

    /// <summary>Whether there is such a value, and one.</summary>
    public static Truth Find(ValueDomain domain, LabelCondition? conditions, StepBudget budget, out string? value)
    {
        foreach (string candidate in Candidates(conditions))
        {
            if (budget.Spend() && domain.Contains(candidate) && LabelCondition.Admit(conditions, candidate))
            {
                value = candidate;
                return Truth.Yes;
            }
        }

        return Search(Automata(domain, conditions), ValueAlphabet.Of(Mentioned(conditions)), domain.MaxLength, budget, out value);
    }

    // The usual cases: one demanded part is enough, or the parts one after another are.
    private static IEnumerable<string> Candidates(LabelCondition? conditions)
    {
        string prefix = "";
        string parts = "";
        string suffix = "";
        for (LabelCondition? at = conditions; at is not null; at = at.Rest)
        {
            switch (at)
            {
                case { Wanted: true, Node: StartsWithNode start } when start.Value.Length > prefix.Length:
                    prefix = start.Value;
                    break;
                case { Wanted: true, Node: EndsWithNode end } when end.Value.Length > suffix.Length:
                    suffix = end.Value;
                    break;
                case { Wanted: true, Node: ContainsNode part }:
                    parts += part.Value;
                    break;
            }
        }

        yield return prefix + parts + suffix;
        yield return prefix.Length > 0 ? prefix : parts.Length > 0 ? parts : suffix;
        yield return prefix + parts + "x" + suffix;
        yield return prefix + "x" + parts + "x" + suffix;
    }

    private static IEnumerable<string> Mentioned(LabelCondition? conditions)
    {
        for (; conditions is not null; conditions = conditions.Rest)
        {
            switch (conditions.Node)
            {
                case ValueNode single:
                    yield return single.Value;
                    break;
                case SetNode set:
                    foreach (string value in set.Values)
                    {
                        yield return value;
                    }

                    break;
            }
        }
    }

    private static ITextAutomaton[] Automata(ValueDomain domain, LabelCondition? conditions)
    {
        List<ITextAutomaton> automata = [domain];
        List<string> excluded = [];
        for (; conditions is not null; conditions = conditions.Rest)
        {
            switch (conditions.Node)
            {
                case StartsWithNode start:
                    automata.Add(new PrefixAutomaton(start.Value, conditions.Wanted));
                    break;
                case ContainsNode part:
                    automata.Add(new SubstringAutomaton(part.Value, conditions.Wanted));
                    break;
                case EndsWithNode end:
                    automata.Add(new SuffixAutomaton(end.Value, conditions.Wanted));
                    break;
                case ValueNode single:
                    excluded.Add(single.Value);
                    break;
                case SetNode set:
                    excluded.AddRange(set.Values);
                    break;
            }
        }

        if (excluded.Count > 0)
        {
            automata.Add(new ExclusionAutomaton(excluded));
        }

        return [.. automata];
    }

    // Breadth first, so that the first text found is a shortest one and none is missed for being too long.
    private static Truth Search(ITextAutomaton[] automata, char[] alphabet, int maxLength, StepBudget budget, out string? value)
    {
        value = null;
        if (Array.Exists(automata, automaton => automaton.StateCount > char.MaxValue))
        {
            return Truth.Unknown;
        }

        char[] states = new char[automata.Length];
        for (int i = 0; i < automata.Length; i++)
        {
            if (automata[i].Start == TextState.Hopeless)
            {
                return Truth.No;
            }

            states[i] = (char)automata[i].Start;
        }

        string start = new(states);
        List<Reached> reached = [new Reached(start, -1, '\0', 0)];
        HashSet<string> seen = [start];
        HashSet<string>.AlternateLookup<ReadOnlySpan<char>> seenSpan = seen.GetAlternateLookup<ReadOnlySpan<char>>();
        for (int at = 0; at < reached.Count; at++)
        {
            Reached from = reached[at];
            if (Accept(automata, from.States))
            {
                value = Spell(reached, at);
                return Truth.Yes;
            }

            if (from.Length == maxLength)
            {
                continue;
            }

            foreach (char next in alphabet)
            {
                if (!budget.Spend(automata.Length) || reached.Count > MaxStates)
                {
                    return Truth.Unknown;
                }

                if (Step(automata, from.States, next, states) && seenSpan.Add(states))
                {
                    reached.Add(new Reached(new string(states), at, next, from.Length + 1));
                }
            }
        }

        return Truth.No;
    }

    private static bool Step(ITextAutomaton[] automata, string from, char next, char[] states)
    {
        for (int i = 0; i < automata.Length; i++)
        {
            int state = automata[i].Step(from[i], next);
            if (state == TextState.Hopeless)
            {
                return false;
            }

            states[i] = (char)state;
        }

        return true;
    }

    private static bool Accept(ITextAutomaton[] automata, string states)
    {
        for (int i = 0; i < automata.Length; i++)
        {
            if (!automata[i].Accepts(states[i]))
            {
                return false;
            }
        }

        return true;
    }

    private static string Spell(List<Reached> reached, int at)
    {
        char[] text = new char[reached[at].Length];
        for (int i = text.Length - 1; i >= 0; i--)
        {
            text[i] = reached[at].By;
            at = reached[at].From;
        }

        return new string(text);
    }

    /// <summary>A combination of states, and how it was first reached.</summary>
    private readonly record struct Reached(string States, int From, char By, int Length);
}
