using System.Text.Json;
using PolicyEngine.Dataplane.Addressing;

namespace Dataplane.Tests.Addressing;

/// <summary>The whole state as sorted lines.</summary>
internal static class IpamStateText
{
    public static string Of(IpamState state)
    {
        List<string> lines = [.. state.Affinities.Select(affinity => $"affinity {affinity.Owner} {affinity.Cidr} {affinity.State.ToString().ToLowerInvariant()}")];
        foreach (AddressBlock block in state.Blocks)
        {
            lines.Add($"block {block.Cidr} {block.Owner} free {Ranges(block.Free)}");
            lines.AddRange(Enumerable.Range(0, block.Allocations.Length)
                .Where(ordinal => block.Allocations[ordinal] is not null)
                .GroupBy(ordinal => block.Allocations[ordinal] is { IsCooling: true } ? "(cooldown)" : block.Allocations[ordinal]!.Handle, StringComparer.Ordinal)
                .Select(group => $"held {block.Cidr} {group.Key} {Ranges(group)}"));
        }

        lines.AddRange(state.Handles.SelectMany(handle => handle.Counts.Select(pair => $"handle {handle.Name} {pair.Key} {pair.Value}")));
        return Sorted(lines);
    }

    public static string Expected(JsonElement state)
    {
        List<string> lines = [.. state.GetProperty("affinities").EnumerateObject().Select(pair => $"affinity {pair.Name} {pair.Value}")];
        foreach (JsonProperty block in state.GetProperty("blocks").EnumerateObject())
        {
            lines.Add($"block {block.Name} {block.Value.GetProperty("affinity").GetString()} free {Listed(block.Value.GetProperty("unallocatedQueue"))}");
            lines.AddRange(block.Value.GetProperty("allocatedOrdinals").EnumerateObject().Select(held => $"held {block.Name} {held.Name} {Listed(held.Value)}"));
        }

        lines.AddRange(state.GetProperty("handles").EnumerateObject()
            .SelectMany(handle => handle.Value.EnumerateObject().Select(pair => $"handle {handle.Name} {pair.Name} {pair.Value}")));
        return Sorted(lines);
    }

    private static string Sorted(List<string> lines) => string.Join('\n', lines.Order(StringComparer.Ordinal));

    private static string Listed(JsonElement ranges) => string.Join(',', ranges.EnumerateArray().Select(range => range.GetString()));

    private static string Ranges(IEnumerable<int> ordinals)
    {
        List<(int First, int Last)> ranges = [];
        foreach (int ordinal in ordinals)
        {
            if (ranges.Count > 0 && ranges[^1].Last + 1 == ordinal)
            {
                ranges[^1] = (ranges[^1].First, ordinal);
            }
            else
            {
                ranges.Add((ordinal, ordinal));
            }
        }

        return string.Join(',', ranges.Select(range => range.First == range.Last ? $"{range.First}" : $"{range.First}-{range.Last}"));
    }
}
