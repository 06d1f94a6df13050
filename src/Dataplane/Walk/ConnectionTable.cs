namespace PolicyEngine.Dataplane.Walk;

/// <summary>The connections that one stack tracks.</summary>
internal sealed class ConnectionTable
{
    private readonly Dictionary<ConnectionTuple, (TrackedConnection Connection, bool IsReply)> _byTuple = [];

    /// <summary>The connection that a packet belongs to, and whether it comes back on it; null where it is none's.</summary>
    public (TrackedConnection Connection, bool IsReply)? Find(Packet packet) =>
        _byTuple.TryGetValue(ConnectionTuple.Of(packet), out (TrackedConnection Connection, bool IsReply) found) ? found : null;

    /// <summary>Remembers a connection whose first packet went through.</summary>
    public void Add(TrackedConnection connection)
    {
        _byTuple[connection.Original] = (connection, false);
        _byTuple[connection.Translated.Reverse] = (connection, true);
    }

    /// <summary>Forgets the connection of a first packet, if it was remembered.</summary>
    public void Remove(ConnectionTuple original)
    {
        if (_byTuple.Remove(original, out (TrackedConnection Connection, bool IsReply) found))
        {
            _byTuple.Remove(found.Connection.Translated.Reverse);
        }
    }
}

/// <summary>A connection: how its first packet came, and how it left.</summary>
/// <param name="original">How it came.</param>
/// <param name="translated">How it left.</param>
internal sealed class TrackedConnection(ConnectionTuple original, ConnectionTuple translated)
{
    public ConnectionTuple Original { get; } = original;

    public ConnectionTuple Translated { get; } = translated;

    /// <summary>Whether an answer was seen, so that it counts as established.</summary>
    public bool IsAnswered { get; set; }

    /// <summary>Its mark, which its packets get where rules restore it (<c>CONNMARK</c>).</summary>
    public uint Mark { get; set; }
}
