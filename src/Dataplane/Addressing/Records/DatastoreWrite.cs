using System.Runtime.CompilerServices;

namespace PolicyEngine.Dataplane.Addressing.Records;

/// <summary>One write of one record, which happens only if the record is as the writer read it.</summary>
internal abstract class DatastoreWrite
{
    public bool IsDone { get; private set; }

    /// <summary>Does the write, once.</summary>
    public void Execute()
    {
        if (!IsDone)
        {
            IsDone = true;
            Attempt();
        }
    }

    protected abstract void Attempt();
}

/// <summary>A write whose awaiter has the record as written; null if another was faster.</summary>
internal sealed class DatastoreWrite<TRecord>(WriteGate gate, string verb, object key, Func<TRecord?> attempt)
    : DatastoreWrite, ICriticalNotifyCompletion
    where TRecord : class
{
    private TRecord? _written;

    /// <summary>Whether the writer need not wait, because nobody steps it.</summary>
    public bool IsCompleted => !gate.IsClosed;

    public DatastoreWrite<TRecord> GetAwaiter() => this;

    public TRecord? GetResult()
    {
        Execute();
        return _written;
    }

    public void OnCompleted(Action continuation) => gate.Park(this, continuation);

    public void UnsafeOnCompleted(Action continuation) => OnCompleted(continuation);

    public override string ToString() => $"{verb} {key}";

    protected override void Attempt() => _written = attempt();
}
