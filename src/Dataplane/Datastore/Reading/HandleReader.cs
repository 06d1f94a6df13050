using System.Collections.Immutable;
using PolicyEngine.Documents;
using PolicyEngine.Sets;

namespace PolicyEngine.Dataplane.Datastore.Reading;

/// <summary>Reads IPAMHandles.</summary>
internal static class HandleReader
{
    public static void Read(Resource resource, DatastoreContents contents)
    {
        Fields spec = resource.Spec;
        if (spec.Flag("deleted") == true)
        {
            return;
        }

        // The resource's own name is in small letters, which the handle need not be.
        string handle = spec.Text("handleID") ?? resource.Name;
        Fields counts = spec.Object("block");
        ImmutableDictionary<IpPrefix, int>.Builder byBlock = ImmutableDictionary.CreateBuilder<IpPrefix, int>();
        foreach (MappingEntry entry in counts.Node?.Entries ?? [])
        {
            if (!IpPrefix.TryParse(entry.Key.Text, out IpPrefix block))
            {
                spec.Report(DatastoreDiagnostics.MalformedAddress, entry.Key.Span, $"`{counts.Path}` has `{entry.Key.Text}`, expected an address block");
            }
            else if (counts.Number(entry.Value, counts.PathOf(entry.Key.Text), 0, int.MaxValue) is { } count)
            {
                byBlock[block] = (int)count;
            }
        }

        contents.Handles[handle] = new StoredHandle(handle, byBlock.ToImmutable());
    }
}
