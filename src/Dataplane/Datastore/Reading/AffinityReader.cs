using PolicyEngine.Dataplane.Addressing;

namespace PolicyEngine.Dataplane.Datastore.Reading;

/// <summary>Reads BlockAffinities.</summary>
internal static class AffinityReader
{
    public static void Read(Resource resource, DatastoreContents contents)
    {
        Fields spec = resource.Spec;
        if (spec.Flag("deleted") == true)
        {
            return;
        }

        if (spec.Prefix("cidr") is not { } cidr || spec.Text("node") is not { } owner)
        {
            spec.ReportMissing("cidr` and `node", $"affinity `{resource.Name}`");
            return;
        }

        AffinityOwner whose = new(owner, spec.Text("type") == "virtual");
        AffinityState? state = spec.Word(
            "state", ("pending", AffinityState.Pending), ("confirmed", AffinityState.Confirmed), ("pendingDeletion", AffinityState.PendingDeletion));
        StoredAffinity affinity = new(whose, cidr, state ?? AffinityState.Unset);
        contents.Affinities[$"{whose} {cidr}"] = affinity;

        // Complaints name a claim after its block, whatever the resource is called.
        contents.Places.TryAdd(DatastoreNames.OfClaim(affinity), resource.Span);
    }
}
