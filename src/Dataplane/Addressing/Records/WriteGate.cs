namespace PolicyEngine.Dataplane.Addressing.Records;

/// <summary>Where a stepped operation leaves its next write; open while nobody steps, so that writes happen at once.</summary>
internal sealed class WriteGate
{
    private (DatastoreWrite Write, Action Continuation)? _parked;

    public bool IsClosed { get; private set; }

    public void Park(DatastoreWrite write, Action continuation) => _parked = (write, continuation);

    /// <summary>Runs a part of an operation up to its next write; null if it ended.</summary>
    public (DatastoreWrite Write, Action Continuation)? RunToNextWrite(Action part)
    {
        IsClosed = true;
        _parked = null;
        try
        {
            part();
            return _parked;
        }
        finally
        {
            IsClosed = false;
        }
    }
}
