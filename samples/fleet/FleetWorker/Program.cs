using System.ComponentModel;
using System.Runtime.InteropServices;
using FleetWorker;
using RabbitMQ.Client.Exceptions;

const string Usage = """
    FleetWorker fill N
      puts the shards 1/N to N/N into the queue
    FleetWorker work DIR COMMAND...
      takes shards from the queue, runs `COMMAND... --shard I/N -o FILE` for each, and keeps the results in DIR

    AMQP_URL is the broker (amqp://guest:guest@127.0.0.1:5672), FLEET_QUEUE the queue (netpol-shards).
    """;

// Whoever is stopped gives back the shard it holds: it closes the connection without an acknowledgement.
using var stop = new CancellationTokenSource();
using var terminated = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
using var interrupted = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);

try
{
    switch (args)
    {
        case ["fill", var count] when Shard.Parse($"1/{count}") is { Count: var shards }:
            await WithQueueAsync(queue => queue.FillAsync(shards, stop.Token)).ConfigureAwait(false);
            return 0;
        case ["work", var directory, _, ..]:
            await WithQueueAsync(queue => new Worker(queue, new ResultStore(directory), new ShardCommand([.. args[2..]])).RunAsync(stop.Token)).ConfigureAwait(false);
            return 0;
        default:
            await Console.Error.WriteLineAsync(Usage).ConfigureAwait(false);
            return 2;
    }
}
catch (OperationCanceledException) when (stop.IsCancellationRequested)
{
    return 0;
}
catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or Win32Exception or BrokerUnreachableException or OperationInterruptedException)
{
    // Whoever runs the workers starts another; the broker gives it the shard.
    await Console.Error.WriteLineAsync($"fleet worker: {failure.Message}").ConfigureAwait(false);
    return 1;
}

async Task WithQueueAsync(Func<ShardQueue, Task> use)
{
    ShardQueue queue = await ShardQueue.OpenAsync(stop.Token).ConfigureAwait(false);
    await using (queue.ConfigureAwait(false))
    {
        await use(queue).ConfigureAwait(false);
    }
}

void Stop(PosixSignalContext signal)
{
    signal.Cancel = true;
    stop.Cancel();
}
