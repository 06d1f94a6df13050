using System.Runtime.InteropServices;
using PolicyEngine.Sets;

namespace PolicyEngine.Queries;

/// <summary>Traffic that somebody listed: from whom to whom, and what. Parties that no entry tells apart have one mark.</summary>
internal sealed class ListedTraffic(IReadOnlyList<ListedEntry> entries)
{
    private readonly Dictionary<string, int> _marks = new(StringComparer.Ordinal);
    private readonly Dictionary<(int Source, int Destination, object? Ports), TrafficSet> _known = [];

    public int MarkOfSource(in Party source)
    {
        Party party = source;
        return MarkOf(entry => entry.Sources?.Contains(party) != false);
    }

    public int MarkOfDestination(in Party destination)
    {
        Party party = destination;
        return MarkOf(entry => entry.Destinations.Contains(party));
    }

    /// <summary>All that is listed between two parties.</summary>
    public TrafficSet Between(in Party source, in Party destination)
    {
        Party to = destination;
        int from = MarkOfSource(source);
        object? ports = destination.KnownEndpoint is { Ports: { IsEmpty: false } named } ? ImmutableCollectionsMarshal.AsArray(named) : null;
        ref TrafficSet? known = ref CollectionsMarshal.GetValueRefOrAddDefault(_known, (from, MarkOfDestination(to), ports), out _);
        if (known is null)
        {
            Party sender = source;
            known = TrafficSet.Union(entries
                .Where(entry => entry.Sources?.Contains(sender) != false && entry.Destinations.Contains(to))
                .SelectMany(entry => entry.Questions.Select(question => question.To(to, to.KnownEndpoint))));
        }

        return known;
    }

    private int MarkOf(Func<ListedEntry, bool> holds)
    {
        string text = string.Create(entries.Count, (entries, holds), static (marks, state) =>
        {
            for (int index = 0; index < marks.Length; index++)
            {
                marks[index] = state.holds(state.entries[index]) ? '1' : '0';
            }
        });
        ref int mark = ref CollectionsMarshal.GetValueRefOrAddDefault(_marks, text, out bool exists);
        return exists ? mark : mark = _marks.Count;
    }
}

/// <summary>One entry of a list of traffic.</summary>
/// <param name="Sources">From whom; null for everyone that is asked about.</param>
/// <param name="Destinations">To whom.</param>
/// <param name="Questions">What.</param>
internal sealed record ListedEntry(PartySet? Sources, PartySet Destinations, TrafficQuestion[] Questions);
