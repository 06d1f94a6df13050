using System.Collections.Immutable;
using PolicyEngine.Renderers.Reading;

namespace PolicyEngine.Renderers.Proof;

/// <summary>One name for each kind of interface that rules can tell apart.</summary>
internal sealed class InterfaceNames
{
    // Each is compared with each.
    private const int MostPatterns = 4096;

    private InterfaceNames(ImmutableArray<string> names) => Names = names;

    public ImmutableArray<string> Names { get; }

    /// <summary>The bits it takes to number them.</summary>
    public int Width => 32 - int.LeadingZeroCount(Names.Length - 1);

    /// <summary>The names in rulesets, for each beginning of names another that begins so, and one that no rule knows.</summary>
    /// <param name="rulesets">What is asked about them.</param>
    /// <param name="others">Other names that are told apart.</param>
    public static InterfaceNames Of(IEnumerable<LoadedRuleset> rulesets, IEnumerable<string> others)
    {
        InterfacePattern[] patterns = [.. rulesets.SelectMany(ruleset => ruleset.Tables).SelectMany(PatternsOf).Distinct()];
        if (patterns.Length > MostPatterns)
        {
            throw new TooComplexException("there are more names of interfaces than can be told apart");
        }

        var names = new SortedSet<string>(patterns.Where(pattern => !pattern.IsPrefix).Select(pattern => pattern.Name).Concat(others), StringComparer.Ordinal);
        string[] known = [.. names, .. patterns.Select(pattern => pattern.Name)];
        foreach (string beginning in patterns.Where(pattern => pattern.IsPrefix).Select(pattern => pattern.Name).Append("other"))
        {
            names.Add(Other(beginning, known));
        }

        names.Remove("");
        return new InterfaceNames([.. names]);
    }

    /// <summary>The numbers of those that one of some patterns means.</summary>
    public (UInt128 Low, UInt128 High)[] NumbersOf(ImmutableArray<InterfacePattern> patterns)
    {
        var numbers = new List<(UInt128 Low, UInt128 High)>();
        for (int number = 0; number < Names.Length; number++)
        {
            string name = Names[number];
            if (patterns.Any(pattern => pattern.Matches(name)))
            {
                if (numbers.Count > 0 && numbers[^1].High + 1 == (UInt128)number)
                {
                    numbers[^1] = (numbers[^1].Low, (UInt128)number);
                }
                else
                {
                    numbers.Add(((UInt128)number, (UInt128)number));
                }
            }
        }

        return [.. numbers];
    }

    // A name that begins so, and of which no known name is more than that beginning.
    private static string Other(string beginning, string[] known)
    {
        for (char next = '0'; ; next++)
        {
            string name = beginning + next;
            if (!known.Any(other => other.Length > beginning.Length && other.StartsWith(name, StringComparison.Ordinal)))
            {
                return name;
            }
        }
    }

    private static IEnumerable<InterfacePattern> PatternsOf(LoadedTable table)
    {
        IEnumerable<InterfacePattern> asked = table.Chains.Values
            .SelectMany(chain => chain.Rules)
            .SelectMany(rule => rule.Conditions)
            .OfType<InterfaceCondition>()
            .SelectMany(condition => condition.Patterns);
        IEnumerable<InterfacePattern> held = table.Sets.Values
            .SelectMany(set => set.Elements)
            .SelectMany(element => element.Values)
            .OfType<InterfaceValue>()
            .Select(value => value.Pattern);
        return asked.Concat(held);
    }
}
