using System.Collections.Immutable;
using PolicyEngine.Model;
using PolicyEngine.Renderers.Decisions;
using PolicyEngine.Sets;

namespace PolicyEngine.Renderers.Acl.Proof;

/// <summary>A packet that a list and the policies treat differently.</summary>
/// <param name="Source">The sender.</param>
/// <param name="Destination">The receiver.</param>
/// <param name="Traffic">The traffic.</param>
/// <param name="IsPermitted">Whether the list lets it through.</param>
internal sealed record AclWitness(IpAddress Source, IpAddress Destination, TrafficPoint Traffic, bool IsPermitted);

/// <summary>
/// Compares what a list does with what the policies decide, for every packet that begins a connection: addresses are cut where
/// either side can tell them apart, and for each pair of pieces the traffic that passes is worked out as a set.
/// </summary>
internal static class AclProof
{
    /// <param name="lines">The list as it was read back.</param>
    /// <param name="endsWithPermit">What becomes of packets that no line matches.</param>
    /// <param name="decision">What the policies decide.</param>
    /// <param name="opposite">What they decide the other way; null where the target follows connections.</param>
    /// <returns>A packet that is treated differently; null where there is none.</returns>
    public static AclWitness? Find(ImmutableArray<AclLine> lines, bool endsWithPermit, ScopeDecision decision, ScopeDecision? opposite)
    {
        bool isIngress = decision.Direction == Directions.Ingress;
        AddressSet all = decision.Family == IpFamily.V4 ? AddressSet.AllV4 : AddressSet.AllV6;
        IEnumerable<ScopePermit> permits = decision.Permits.Concat(opposite?.Permits ?? []);
        AddressSet[] locals = [decision.Local, .. permits.Select(permit => permit.Local)];
        AddressSet[] remotes = [.. permits.Select(permit => permit.Remote)];
        AddressSet[] sources = Cells(all, [.. lines.Select(line => line.Sources), .. isIngress ? remotes : locals]);
        AddressSet[] destinations = Cells(all, [.. lines.Select(line => line.Destinations), .. isIngress ? locals : remotes]);
        foreach (AddressSet source in sources)
        {
            foreach (AddressSet destination in destinations)
            {
                (AddressSet local, AddressSet remote) = isIngress ? (destination, source) : (source, destination);

                // What a scope does within itself is decided on both sides; here one is looked at.
                TrafficSet passes = Passes(lines, endsWithPermit, source, destination);
                TrafficSet expected = local.IsSubsetOf(decision.Local) ? Expected(decision, opposite, local, remote) : TrafficSet.All;
                if (passes != expected)
                {
                    TrafficSet more = passes.Subtract(expected);
                    TrafficPoint point = (more.IsEmpty ? expected.Subtract(passes) : more).Lowest!.Value;
                    return new AclWitness(source.Lowest!.Value, destination.Lowest!.Value, point, !more.IsEmpty);
                }
            }
        }

        return null;
    }

    private static TrafficSet Passes(ImmutableArray<AclLine> lines, bool endsWithPermit, AddressSet source, AddressSet destination)
    {
        TrafficSet passes = TrafficSet.Empty;
        TrafficSet open = TrafficSet.All;
        foreach (AclLine line in lines)
        {
            if (!line.IsEstablished && source.IsSubsetOf(line.Sources) && destination.IsSubsetOf(line.Destinations))
            {
                TrafficSet matched = line.Traffic.Intersect(open);
                passes = line.IsPermit ? passes.Union(matched) : passes;
                open = open.Subtract(matched);
            }
        }

        return endsWithPermit ? passes.Union(open) : passes;
    }

    /// <summary>What the policies let through, and what a target that follows no connections lets through for replies.</summary>
    private static TrafficSet Expected(ScopeDecision decision, ScopeDecision? opposite, AddressSet local, AddressSet remote)
    {
        TrafficSet expected = Of(decision, local, remote);
        return opposite is null ? expected : expected.Union(Returning(Of(opposite, local, remote)));
    }

    private static TrafficSet Of(ScopeDecision decision, AddressSet local, AddressSet remote) =>
        TrafficSet.Union(decision.Permits.Where(permit => local.IsSubsetOf(permit.Local) && remote.IsSubsetOf(permit.Remote)).Select(permit => permit.Traffic));

    private static TrafficSet Returning(TrafficSet traffic) => TrafficSet.Union(
        traffic.Boxes.SelectMany(Split).Where(box => box.Protocols.Low != Protocol.Tcp.Number)
            .Select(box => new Protocol(box.Protocols.Low).HasPorts ? TrafficSet.Of(box with { Majors = box.Minors, Minors = box.Majors }) : TrafficSet.Of(box)));

    /// <summary>By protocol, as TCP is told apart.</summary>
    private static IEnumerable<TrafficBox> Split(TrafficBox box)
    {
        for (int number = box.Protocols.Low; number <= box.Protocols.High; number++)
        {
            yield return box with { Protocols = new Interval<byte>((byte)number, (byte)number) };
        }
    }

    /// <summary>The pieces of which each set has all or nothing.</summary>
    private static AddressSet[] Cells(AddressSet all, IEnumerable<AddressSet> sets)
    {
        List<AddressSet> cells = [all];
        foreach (AddressSet set in sets.Distinct())
        {
            cells = [.. cells.SelectMany(cell => new[] { cell.Intersect(set), cell.Subtract(set) }).Where(cell => !cell.IsEmpty)];
        }

        return [.. cells];
    }
}
