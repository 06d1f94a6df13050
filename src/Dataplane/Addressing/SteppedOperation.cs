using PolicyEngine.Dataplane.Addressing.Records;

namespace PolicyEngine.Dataplane.Addressing;

/// <summary>
/// An operation of one host that goes on only when it is told, so that hosts can be interleaved in every way. A crash is an
/// operation that nobody steps any more.
/// </summary>
/// <typeparam name="T">What the operation answers.</typeparam>
public sealed class SteppedOperation<T>
{
    private readonly WriteGate _gate;
    private readonly Func<Operation<T>> _start;
    private Operation<T>? _operation;
    private (DatastoreWrite Write, Action Continuation)? _pending;

    internal SteppedOperation(WriteGate gate, Func<Operation<T>> start)
    {
        _gate = gate;
        _start = start;
    }

    /// <summary>Whether it has ended.</summary>
    public bool IsDone => _operation?.IsCompleted ?? false;

    /// <summary>The answer; the operation must have ended.</summary>
    public T Result => _operation is null ? throw new InvalidOperationException("the operation was not stepped") : _operation.Result;

    /// <summary>The write that the next step does; null if it reads next, or has ended.</summary>
    public string? NextWrite => _pending is { Write.IsDone: false } pending ? pending.Write.ToString() : null;

    /// <summary>
    /// Takes one step: either does the write that is due, which fails if another wrote the record since it was read, or reads
    /// and decides up to the next write.
    /// </summary>
    public void Step()
    {
        if (_operation is null)
        {
            _pending = _gate.RunToNextWrite(() => _operation = _start());
        }
        else if (_pending is var (write, continuation))
        {
            if (write.IsDone)
            {
                _pending = _gate.RunToNextWrite(continuation);
            }
            else
            {
                write.Execute();
            }
        }
    }
}
