using System.Runtime.CompilerServices;
using System.Runtime.ExceptionServices;

namespace PolicyEngine.Dataplane.Addressing.Records;

/// <summary>What the compiler makes an <see cref="Operation{T}"/> with; no thread pool and no context take part.</summary>
internal readonly struct OperationBuilder<T>
{
    private OperationBuilder(Operation<T> task) => Task = task;

    public Operation<T> Task { get; }

    public static OperationBuilder<T> Create() => new(new Operation<T>());

    public void Start<TStateMachine>(ref TStateMachine stateMachine)
        where TStateMachine : IAsyncStateMachine => stateMachine.MoveNext();

    // The state machine is boxed once, at its first wait; this builder is copied with it and keeps its operation.
    public void AwaitUnsafeOnCompleted<TAwaiter, TStateMachine>(ref TAwaiter awaiter, ref TStateMachine stateMachine)
        where TAwaiter : ICriticalNotifyCompletion
        where TStateMachine : IAsyncStateMachine
    {
        Task.Resume ??= ((IAsyncStateMachine)stateMachine).MoveNext;
        awaiter.UnsafeOnCompleted(Task.Resume);
    }

    public void AwaitOnCompleted<TAwaiter, TStateMachine>(ref TAwaiter awaiter, ref TStateMachine stateMachine)
        where TAwaiter : INotifyCompletion
        where TStateMachine : IAsyncStateMachine
    {
        Task.Resume ??= ((IAsyncStateMachine)stateMachine).MoveNext;
        awaiter.OnCompleted(Task.Resume);
    }

    public void SetResult(T result) => Task.Complete(result, null);

    public void SetException(Exception exception) => Task.Complete(default, ExceptionDispatchInfo.Capture(exception));

    // Asked for by the compiler's contract; only builders of the .NET Framework were told their machine.
    public void SetStateMachine(IAsyncStateMachine stateMachine) => ArgumentNullException.ThrowIfNull(stateMachine);
}
