using System.Collections.Immutable;
using PolicyEngine.Sets;

namespace PolicyEngine.Renderers.Reading.Evaluation;

/// <summary>Looks packets up in sets and maps.</summary>
internal static class Lookups
{
    /// <summary>How many lists of sets may stand above each other; the kernel takes no list into a list.</summary>
    private const int DeepestList = 1;

    /// <summary>Looks fields of a packet up in a set of the table.</summary>
    /// <returns>Whether something was found, and the element.</returns>
    public static (Answer Answer, SetElement? Element) Of(ImmutableArray<PacketField> fields, string name, Packet packet, LoadedTable table)
    {
        if (!table.Sets.TryGetValue(name, out LoadedSet? set) || set.Fields.Length != fields.Length)
        {
            return (Answer.Unknown, null);
        }

        PacketValue[] values = [.. fields.Select(field => PacketValue.Of(field, packet))];
        if (set.Addresses is { } addresses && values is [{ Address: { } address, IsOpen: false }])
        {
            return (addresses.Contains(address) ? Answer.Yes : Answer.No, null);
        }

        return Search(set, values);
    }

    /// <summary>Tells whether a packet is in an ipset.</summary>
    public static Answer Of(IpsetCondition condition, Packet packet, LoadedTable table) =>
        table.Sets.TryGetValue(condition.Set, out LoadedSet? set) ? Of(set, condition.Sides, packet, table, DeepestList) : Answer.Unknown;

    private static Answer Of(LoadedSet set, ImmutableArray<PacketSide> sides, Packet packet, LoadedTable table, int depth)
    {
        if (set.Fields is [SetField.Set])
        {
            return OfList(set, sides, packet, table, depth);
        }

        if (set.Fields.Contains(SetField.Unknown))
        {
            return Answer.Unknown;
        }

        if (sides.Length < set.Dimensions || (set.Family is { } family && family != packet.Family))
        {
            return Answer.No;
        }

        var values = new PacketValue[set.Fields.Length];
        int dimension = -1;
        for (int field = 0; field < values.Length; field++)
        {
            // A protocol shares the side of the port behind it.
            dimension += field > 0 && set.Fields[field - 1] == SetField.Protocol ? 0 : 1;
            values[field] = PacketValue.OfIpset(set.Fields[field], sides[dimension], packet);
        }

        return set.Addresses is { } addresses && values is [{ Address: { } address, IsOpen: false }]
            ? addresses.Contains(address) ? Answer.Yes : Answer.No
            : Search(set, values).Answer;
    }

    private static Answer OfList(LoadedSet list, ImmutableArray<PacketSide> sides, Packet packet, LoadedTable table, int depth)
    {
        Answer answer = Answer.No;
        foreach (SetElement element in list.Elements)
        {
            Answer found = depth > 0 && element.Values is [SetValue { Name: var name }] && table.Sets.TryGetValue(name, out LoadedSet? set)
                ? Of(set, sides, packet, table, depth - 1)
                : Answer.Unknown;
            if (found == Answer.Yes)
            {
                return Answer.Yes;
            }

            answer = found == Answer.Unknown ? found : answer;
        }

        return answer;
    }

    // Of several elements the one with the fewest addresses counts.
    private static (Answer Answer, SetElement? Element) Search(LoadedSet set, PacketValue[] values)
    {
        SetElement? best = null;
        bool isOpen = false;
        foreach (SetElement element in set.Elements)
        {
            Answer found = Matches(element, values);
            isOpen |= found == Answer.Unknown;
            best = found == Answer.Yes && (best is null || IsNarrower(element, best)) ? element : best;
        }

        return isOpen ? (Answer.Unknown, null) : best is null || best.IsException ? (Answer.No, null) : (Answer.Yes, best);
    }

    private static Answer Matches(SetElement element, PacketValue[] values)
    {
        if (element.Values.Length != values.Length)
        {
            return Answer.Unknown;
        }

        Answer answer = Answer.Yes;
        for (int index = 0; index < values.Length; index++)
        {
            Answer part = values[index].IsIn(element.Values[index]);
            if (part == Answer.No)
            {
                return Answer.No;
            }

            answer = part == Answer.Unknown ? part : answer;
        }

        return answer;
    }

    private static bool IsNarrower(SetElement one, SetElement other)
    {
        for (int index = 0; index < one.Values.Length; index++)
        {
            if (one.Values[index] is AddressValue first && other.Values[index] is AddressValue second && first != second)
            {
                return second.Contains(first.Low) && second.Contains(first.High);
            }

            if (one.Values[index] is InterfaceValue { Pattern: var name } && other.Values[index] is InterfaceValue { Pattern: var rival } && name != rival)
            {
                return name.Name.Length > rival.Name.Length || !name.IsPrefix;
            }
        }

        return false;
    }
}
