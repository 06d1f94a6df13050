using System.Runtime.CompilerServices;
using System.Runtime.ExceptionServices;

namespace PolicyEngine.Dataplane.Addressing.Records;

/// <summary>
/// An operation over the datastore, written as an async method that awaits its writes. It runs on the caller's thread alone:
/// to its end at once, or up to the next write if somebody steps it.
/// </summary>
[AsyncMethodBuilder(typeof(OperationBuilder<>))]
internal sealed class Operation<T>
{
    private T? _result;
    private ExceptionDispatchInfo? _failure;
    private Action? _continuation;

    public bool IsCompleted { get; private set; }

    /// <summary>What the operation returned; it must have ended.</summary>
    public T Result
    {
        get
        {
            _failure?.Throw();
            return IsCompleted ? _result! : throw new InvalidOperationException("the operation has not ended");
        }
    }

    /// <summary>Where the async method goes on after a write that was waited for.</summary>
    internal Action? Resume { get; set; }

    public Awaiter GetAwaiter() => new(this);

    internal void Complete(T? result, ExceptionDispatchInfo? failure)
    {
        _result = result;
        _failure = failure;
        IsCompleted = true;
        _continuation?.Invoke();
    }

    /// <summary>Waits for an operation within another.</summary>
    internal readonly struct Awaiter(Operation<T> operation) : ICriticalNotifyCompletion
    {
        public bool IsCompleted => operation.IsCompleted;

        public T GetResult() => operation.Result;

        public void OnCompleted(Action continuation) => operation._continuation = continuation;

        public void UnsafeOnCompleted(Action continuation) => OnCompleted(continuation);
    }
}
