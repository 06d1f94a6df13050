using System.Collections.Immutable;

namespace PolicyEngine.Queries;

/// <summary>A part of an answer in the making.</summary>
internal sealed class PartDraft(AnswerPart part)
{
    private readonly Dictionary<(int Source, int Destination), long> _pairs = [];

    /// <summary>The part as its first pair has it.</summary>
    public AnswerPart Part { get; } = part;

    /// <summary>How many pairs it is about.</summary>
    public long Pairs => _pairs.Values.Sum();

    /// <summary>Counts pairs of two classes.</summary>
    public void Add(int source, int destination, long count) =>
        _pairs[(source, destination)] = _pairs.GetValueOrDefault((source, destination)) + count;

    /// <summary>The classes it is about, as sources of which each goes with each of the destinations.</summary>
    public IEnumerable<(ImmutableArray<int> Sources, ImmutableArray<int> Destinations, long Pairs)> Blocks() => _pairs.Keys
        .GroupBy(pair => pair.Source, pair => pair.Destination)
        .Select(group => (Source: group.Key, Destinations: group.Order().ToImmutableArray()))
        .GroupBy(row => string.Join(',', row.Destinations), StringComparer.Ordinal)
        .Select(rows => (rows.Select(row => row.Source).Order().ToImmutableArray(), rows.First().Destinations))
        .Select(block => (block.Item1, block.Destinations, block.Item1.Sum(source => block.Destinations.Sum(destination => _pairs[(source, destination)]))));
}
