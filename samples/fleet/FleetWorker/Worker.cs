namespace FleetWorker;

/// <summary>
/// Takes shards, one at a time, and stores their results. A shard is acknowledged when its result is stored and not before, so
/// none is lost with a worker; what was stored already is acknowledged without working it out again, so none is doubled.
/// </summary>
internal sealed class Worker(ShardQueue queue, ResultStore results, ShardCommand command)
{
    /// <summary>Works until it is stopped or the connection is lost.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        await foreach (Delivery delivery in queue.TakeAsync(cancellationToken).ConfigureAwait(false))
        {
            if (Shard.Parse(delivery.Text) is not { } shard)
            {
                await queue.GiveBackAsync(delivery, isHopeless: true, cancellationToken).ConfigureAwait(false);
            }
            else if (results.Has(shard) || await StoreAsync(shard, cancellationToken).ConfigureAwait(false))
            {
                await queue.AcknowledgeAsync(delivery).ConfigureAwait(false);
            }
            else
            {
                await queue.GiveBackAsync(delivery, isHopeless: false, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    private async Task<bool> StoreAsync(Shard shard, CancellationToken cancellationToken)
    {
        string draft = results.Draft(shard);
        try
        {
            if (!await command.RunAsync(shard, draft, cancellationToken).ConfigureAwait(false))
            {
                return false;
            }

            results.Keep(shard, draft);
            return true;
        }
        finally
        {
            File.Delete(draft);
        }
    }
}
