using System.Collections.Immutable;
using System.Globalization;
using PolicyEngine.Dataplane.Addressing;
using PolicyEngine.Dataplane.Datastore.Reading;
using PolicyEngine.Sets;

namespace PolicyEngine.Dataplane.Datastore.Writing;

/// <summary>Writes the assignment of addresses: settings, blocks, affinities, handles, reservations.</summary>
internal static class IpamWriter
{
    private const string Version = "crd.projectcalico.org/v1";

    public static void Write(YamlText yaml, StoredIpam ipam)
    {
        if (ipam.Config is { } config)
        {
            Write(yaml, config);
        }

        foreach (StoredBlock block in ipam.Blocks)
        {
            Write(yaml, block);
        }

        foreach (StoredAffinity affinity in ipam.Affinities)
        {
            Write(yaml, affinity);
        }

        foreach (StoredHandle handle in ipam.Handles)
        {
            Write(yaml, handle);
        }

        if (!ipam.Reserved.IsEmpty)
        {
            yaml.Document("projectcalico.org/v3", "IPReservation", "reserved")
                .Object("spec", spec => spec.Values("reservedCIDRs", ipam.Reserved, range => YamlText.Scalar(range.ToString())));
        }
    }

    private static void Write(YamlText yaml, IpamConfig config) => yaml
        .Document(Version, "IPAMConfig", "default")
        .Object("spec", spec => spec
            .Flag("strictAffinity", config.StrictAffinity)
            .Flag("autoAllocateBlocks", config.AutoAllocateBlocks, usual: true)
            .Field("maxBlocksPerHost", config.MaxBlocksPerHost)
            .Field("ipCooldownSeconds", (long)config.Cooldown.TotalSeconds));

    private static void Write(YamlText yaml, StoredBlock block)
    {
        ImmutableArray<StoredAllocation> holders = [.. block.Allocations.OfType<StoredAllocation>().Distinct()];
        yaml.Document(Version, "IPAMBlock", DatastoreNames.Of(block.Cidr))
            .Object("spec", spec => spec
                .Field("cidr", block.Cidr)
                .Field("affinity", block.Owner)
                .Values("allocations", block.Allocations, held => held is null ? "null" : holders.IndexOf(held).ToString(CultureInfo.InvariantCulture))
                .Values("unallocated", block.Free, ordinal => ordinal.ToString(CultureInfo.InvariantCulture))
                .Items("attributes", holders, Write));
    }

    private static void Write(YamlText entry, StoredAllocation holder) => entry
        .Field("handle_id", holder.Handle ?? "")
        .Object("secondary", said => said
            .Field("node", holder.Attributes.Node)
            .Field("namespace", holder.Attributes.Namespace)
            .Field("pod", holder.Attributes.Pod)
            .Field("type", holder.Attributes.Tunnel is { } kind ? HandleNames.TypeOf(kind) : null))
        .Field("releasedAt", holder.ReleasedAt is { } released ? Times.Write(released) : null);

    private static void Write(YamlText yaml, StoredAffinity affinity) => yaml
        .Document(Version, "BlockAffinity", DatastoreNames.Of(affinity))
        .Object("spec", spec => spec
            .Field("cidr", affinity.Cidr)
            .Field("node", affinity.Owner.Name)
            .Field("type", affinity.Owner.IsVirtual ? "virtual" : "host")
            .Field("state", affinity.State switch
            {
                AffinityState.Pending => "pending",
                AffinityState.Confirmed => "confirmed",
                AffinityState.PendingDeletion => "pendingDeletion",
                _ => null,
            })
            .Field("deleted", "false"));

    private static void Write(YamlText yaml, StoredHandle handle) => yaml
        .Document(Version, "IPAMHandle", handle.Handle.ToLowerInvariant())
        .Object("spec", spec => spec
            .Field("handleID", handle.Handle)
            .Object("block", counts => handle.Counts
                .OrderBy(pair => pair.Key.First)
                .ToList()
                .ForEach(pair => counts.Field(pair.Key.ToString(), pair.Value))));

}
