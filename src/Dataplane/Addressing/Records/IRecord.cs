namespace PolicyEngine.Dataplane.Addressing.Records;

/// <summary>A record of the datastore: an immutable value under a key, with the revision of its last write.</summary>
internal interface IRecord<out TKey, out TSelf>
{
    TKey Key { get; }

    long Revision { get; }

    /// <summary>The same record as written at a revision.</summary>
    TSelf At(long revision);
}
