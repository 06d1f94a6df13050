using System.Collections.Immutable;
using System.Globalization;
using PolicyEngine.Dataplane.Addressing;
using PolicyEngine.Documents;
using PolicyEngine.Sets;

namespace PolicyEngine.Dataplane.Datastore.Reading;

/// <summary>Reads IPAMBlocks: for each ordinal an index into the attributes, and the queue of free ordinals.</summary>
internal static class BlockReader
{
    // Calico's largest blocks have 4096 addresses.
    private const int MostBits = 12;

    public static void Read(Resource resource, DatastoreContents contents)
    {
        Fields spec = resource.Spec;
        if (spec.Flag("deleted") == true)
        {
            return;
        }

        if (spec.Prefix("cidr") is not { } cidr || cidr.First.BitLength - cidr.Length > MostBits)
        {
            spec.ReportMissing("cidr", $"block `{resource.Name}`");
            return;
        }

        contents.Blocks[cidr] = new StoredBlock(cidr, Owners.Read(spec.Text("affinity")), Allocations(spec, cidr), Free(spec, cidr));
    }

    private static ImmutableArray<StoredAllocation?> Allocations(Fields spec, IpPrefix cidr)
    {
        StoredAllocation[] known = [.. spec.Objects("attributes").Select(Holder)];
        ImmutableArray<DocumentNode> written = spec.Items("allocations");
        int size = (int)cidr.LastOrdinal() + 1;
        if (written.Length != size)
        {
            spec.Report(DatastoreDiagnostics.BrokenBlock, spec.Span, string.Create(CultureInfo.InvariantCulture, $"block {cidr} has {written.Length} allocations, expected {size}"));
        }

        StoredAllocation?[] allocations = new StoredAllocation?[size];
        for (int ordinal = 0; ordinal < Math.Min(size, written.Length); ordinal++)
        {
            string path = string.Create(CultureInfo.InvariantCulture, $"{spec.PathOf("allocations")}[{ordinal}]");
            if (written[ordinal] is not ScalarNode { Kind: ScalarKind.Null } && spec.Number(written[ordinal], path, 0, int.MaxValue) is { } place)
            {
                allocations[ordinal] = place < known.Length ? known[place] : Broken(spec, written[ordinal], path);
            }
        }

        return [.. allocations];
    }

    private static StoredAllocation? Broken(Fields spec, DocumentNode index, string path)
    {
        spec.Report(DatastoreDiagnostics.BrokenBlock, index.Span, $"`{path}` names attributes that the block does not have");
        return new StoredAllocation(null, AddressAttributes.None);
    }

    private static StoredAllocation Holder(Fields attributes)
    {
        Fields said = attributes.Object("secondary");
        AddressAttributes holder = new()
        {
            Node = said.Text("node"),
            Namespace = said.Text("namespace"),
            Pod = said.Text("pod"),
            Tunnel = Tunnels.KindOf(said.Text("type")),
        };
        return new StoredAllocation(attributes.Text("handle_id"), holder, Times.Read(attributes, "releasedAt"));
    }

    private static ImmutableArray<int> Free(Fields spec, IpPrefix cidr)
    {
        ImmutableArray<int>.Builder free = ImmutableArray.CreateBuilder<int>();
        foreach (DocumentNode ordinal in spec.Items("unallocated"))
        {
            if (spec.Number(ordinal, spec.PathOf("unallocated"), 0, (long)cidr.LastOrdinal()) is { } number)
            {
                free.Add((int)number);
            }
        }

        return free.ToImmutable();
    }
}
