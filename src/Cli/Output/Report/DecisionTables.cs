using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text.Json;
using PolicyEngine.Compilation;
using PolicyEngine.Connectivity;
using PolicyEngine.Model;

namespace PolicyEngine.Cli.Output.Report;

/// <summary>Numbers tables by what they say: tables of equal regions and decisions are one. Tables that allow and deny the same are of one content.</summary>
internal sealed class DecisionTables(ReportSets sets)
{
    private readonly Dictionary<(int Table, Directions Direction), int> _known = [];
    private readonly Dictionary<string, int> _numbers = new(StringComparer.Ordinal);
    private readonly List<(int[] Regions, int Content)> _tables = [];
    private readonly Dictionary<(int Allowed, int Denied), int> _contents = [];
    private readonly List<(int Allowed, int Denied)> _contentList = [];
    private readonly Dictionary<string, int> _decisions = new(StringComparer.Ordinal);
    private readonly Dictionary<(Decision Decision, Directions Direction), int> _knownDecisions = new(DecisionsByIdentity.Instance);
    private readonly List<string> _decisionTexts = [];

    /// <summary>The number of the content of a table.</summary>
    public int ContentOf(int table) => _tables[table].Content;

    /// <summary>The sets that a content allows and denies, by number.</summary>
    public (int Allowed, int Denied) Content(int content) => _contentList[content];

    /// <summary>The number under which a table is written.</summary>
    /// <param name="table">The number of the engine's table.</param>
    /// <param name="all">The engine's tables.</param>
    /// <param name="direction">The half it is of: the same decision has other words in the other.</param>
    public int NumberOf(int table, IReadOnlyList<HalfDecisions> all, Directions direction)
    {
        ref int number = ref CollectionsMarshal.GetValueRefOrAddDefault(_known, (table, direction), out bool isKnown);
        if (!isKnown)
        {
            number = Intern(all[table], direction);
        }

        return number;
    }

    public void Write(Utf8JsonWriter json)
    {
        json.WriteStartArray("tables");
        foreach ((int[] regions, int content) in _tables)
        {
            json.WriteStartArray();
            json.WriteNumberValue(content);
            foreach (int number in regions)
            {
                json.WriteNumberValue(number);
            }

            json.WriteEndArray();
        }

        json.WriteEndArray();
        json.WriteStartArray("decisions");
        foreach (string decision in _decisionTexts)
        {
            json.WriteRawValue(decision, skipInputValidation: true);
        }

        json.WriteEndArray();
    }

    private int Intern(HalfDecisions table, Directions direction)
    {
        int[] regions = [.. table.Regions.Where(region => !region.Region.IsEmpty).SelectMany(region => new[] { sets.NumberOf(region.Region), NumberOf(region.Decision, direction) })];
        string key = string.Join(',', regions);
        if (!_numbers.TryGetValue(key, out int number))
        {
            _numbers.Add(key, number = _tables.Count);
            _tables.Add((regions, ContentOf(table)));
        }

        return number;
    }

    private int ContentOf(HalfDecisions table)
    {
        (int, int) content = (sets.NumberOf(table.Allowed), sets.NumberOf(table.Denied));
        if (!_contents.TryGetValue(content, out int number))
        {
            _contents.Add(content, number = _contentList.Count);
            _contentList.Add(content);
        }

        return number;
    }

    private int NumberOf(Decision decision, Directions direction)
    {
        ref int known = ref CollectionsMarshal.GetValueRefOrAddDefault(_knownDecisions, (decision, direction), out bool isKnown);
        if (!isKnown)
        {
            string text = ReportDecision.Of(decision, direction);
            if (!_decisions.TryGetValue(text, out known))
            {
                _decisions.Add(text, known = _decisionTexts.Count);
                _decisionTexts.Add(text);
            }
        }

        return known;
    }

    /// <summary>Decisions are shared by many tables; comparing what they say would cost more than it saves.</summary>
    private sealed class DecisionsByIdentity : IEqualityComparer<(Decision Decision, Directions Direction)>
    {
        public static DecisionsByIdentity Instance { get; } = new();

        public bool Equals((Decision Decision, Directions Direction) x, (Decision Decision, Directions Direction) y) =>
            ReferenceEquals(x.Decision, y.Decision) && x.Direction == y.Direction;

        public int GetHashCode((Decision Decision, Directions Direction) obj) =>
            HashCode.Combine(RuntimeHelpers.GetHashCode(obj.Decision), obj.Direction);
    }
}
