using PolicyEngine.Sets;

namespace PolicyEngine.Dataplane.Addressing.Records;

/// <summary>Counts under handles, each change in a write of its own beside that of the block.</summary>
internal sealed class HandleCounters(IpamDatastore store)
{
    /// <summary>Whether the count was written; a request without a handle needs none.</summary>
    public async Operation<bool> Add(string? handle, IpPrefix block, int count)
    {
        for (int attempt = 0; handle is not null && attempt < IpamDatastore.MostAttempts; attempt++)
        {
            AddressHandle? read = store.Handles.Find(handle);
            AddressHandle counted = (read ?? AddressHandle.New(handle)).Plus(block, count);
            if (await (read is null ? store.Handles.Create(counted) : store.Handles.Update(read, counted)) is not null)
            {
                return true;
            }
        }

        return handle is null;
    }

    /// <summary>Whether nothing is counted too much any more.</summary>
    public async Operation<bool> Remove(string? handle, IpPrefix block, int count)
    {
        for (int attempt = 0; handle is not null && attempt < IpamDatastore.MostAttempts; attempt++)
        {
            if (store.Handles.Find(handle) is not { } read || !read.Counts.ContainsKey(block))
            {
                return true;
            }

            AddressHandle counted = read.Minus(block, count);
            if (await (counted.Counts.IsEmpty ? store.Handles.Delete(read) : store.Handles.Update(read, counted)) is not null)
            {
                return true;
            }
        }

        return handle is null;
    }
}
