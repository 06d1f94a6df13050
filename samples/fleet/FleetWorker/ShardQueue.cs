using System.Runtime.CompilerServices;
using System.Text;
using System.Threading.Channels;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;

namespace FleetWorker;

/// <summary>The queue of shards. A lost connection is an end: the shard in hand goes to another worker.</summary>
internal sealed class ShardQueue : IAsyncDisposable
{
    /// <summary>How often a message may come back. The broker counts a worker that was stopped or died as it counts a failure.</summary>
    private const int MostReturns = 5;

    private readonly IConnection _connection;
    private readonly IChannel _channel;
    private readonly string _name;

    private ShardQueue(IConnection connection, IChannel channel, string name) => (_connection, _channel, _name) = (connection, channel, name);

    /// <summary>Connects to the broker and makes the queue, if it is not there.</summary>
    public static async Task<ShardQueue> OpenAsync(CancellationToken cancellationToken)
    {
        string name = Environment.GetEnvironmentVariable("FLEET_QUEUE") is { Length: > 0 } given ? given : "netpol-shards";
        string broker = Environment.GetEnvironmentVariable("AMQP_URL") is { Length: > 0 } url ? url : "amqp://guest:guest@127.0.0.1:5672";
        var factory = new ConnectionFactory { Uri = new Uri(broker), AutomaticRecoveryEnabled = false, ClientProvidedName = "netpol fleet worker" };
        IConnection connection = await factory.CreateConnectionAsync(cancellationToken).ConfigureAwait(false);

        // A message is published when the broker has it on disk.
        var confirmed = new CreateChannelOptions(publisherConfirmationsEnabled: true, publisherConfirmationTrackingEnabled: true);
        IChannel channel = await connection.CreateChannelAsync(confirmed, cancellationToken).ConfigureAwait(false);
        var queue = new ShardQueue(connection, channel, name);
        await queue.DeclareAsync(cancellationToken).ConfigureAwait(false);
        return queue;
    }

    /// <summary>Puts all shards of a run into the queue.</summary>
    public async Task FillAsync(int count, CancellationToken cancellationToken)
    {
        var properties = new BasicProperties { Persistent = true, ContentType = "text/plain" };
        for (int number = 1; number <= count; number++)
        {
            byte[] body = Encoding.UTF8.GetBytes(new Shard(number, count).ToString());
            await _channel.BasicPublishAsync("", _name, mandatory: true, properties, body, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Takes messages, one at a time: the next comes when the one in hand is done.</summary>
    public async IAsyncEnumerable<Delivery> TakeAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var arrived = Channel.CreateUnbounded<Delivery>();
        var consumer = new AsyncEventingBasicConsumer(_channel);
        consumer.ReceivedAsync += (_, message) => arrived.Writer.WriteAsync(new Delivery(message.DeliveryTag, Encoding.UTF8.GetString(message.Body.Span)), cancellationToken).AsTask();
        consumer.UnregisteredAsync += (_, _) => EndAsync("the queue is gone");
        _channel.ChannelShutdownAsync += (_, reason) => EndAsync($"the connection is lost: {reason.ReplyText}");
        await _channel.BasicQosAsync(prefetchSize: 0, prefetchCount: 1, global: false, cancellationToken).ConfigureAwait(false);
        await _channel.BasicConsumeAsync(_name, autoAck: false, consumer, cancellationToken).ConfigureAwait(false);
        await foreach (Delivery delivery in arrived.Reader.ReadAllAsync(cancellationToken).ConfigureAwait(false))
        {
            yield return delivery;
        }

        Task EndAsync(string reason)
        {
            arrived.Writer.TryComplete(new IOException(reason));
            return Task.CompletedTask;
        }
    }

    /// <summary>Says that the result is stored. Nobody stops a worker between the one and the other.</summary>
    public ValueTask AcknowledgeAsync(Delivery delivery) => _channel.BasicAckAsync(delivery.Tag, multiple: false, CancellationToken.None);

    /// <summary>Gives a message back; after some returns, or at once where it can never be done, it goes where the failed ones are.</summary>
    public ValueTask GiveBackAsync(Delivery delivery, bool isHopeless, CancellationToken cancellationToken) =>
        _channel.BasicNackAsync(delivery.Tag, multiple: false, requeue: !isHopeless, cancellationToken);

    public async ValueTask DisposeAsync()
    {
        await _channel.DisposeAsync().ConfigureAwait(false);
        await _connection.DisposeAsync().ConfigureAwait(false);
    }

    private async Task DeclareAsync(CancellationToken cancellationToken)
    {
        string failed = $"{_name}.failed";
        var kept = new Dictionary<string, object?>(StringComparer.Ordinal) { ["x-queue-type"] = "quorum" };
        var counted = new Dictionary<string, object?>(kept, StringComparer.Ordinal)
        {
            ["x-delivery-limit"] = MostReturns,
            ["x-dead-letter-exchange"] = "",

            // A message leaves this queue when the other has it, and not before; the broker asks for the second with the first.
            ["x-dead-letter-strategy"] = "at-least-once",
            ["x-overflow"] = "reject-publish",
            ["x-dead-letter-routing-key"] = failed,
        };
        await _channel.QueueDeclareAsync(failed, durable: true, exclusive: false, autoDelete: false, kept, cancellationToken: cancellationToken).ConfigureAwait(false);
        await _channel.QueueDeclareAsync(_name, durable: true, exclusive: false, autoDelete: false, counted, cancellationToken: cancellationToken).ConfigureAwait(false);
    }
}
