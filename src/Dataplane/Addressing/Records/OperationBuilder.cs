using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Runtime.ExceptionServices;

namespace PolicyEngine.Dataplane.Addressing.Records;

/// <summary>What the compiler makes an <see cref="Operation{T}"/> with; no thread pool and no context take part.</summary>
[SuppressMessage("Performance", "CA1822:Mark members as static", Justification = "the compiler calls them on an instance")]
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

    // The compiler's contract asks for it and .NET never calls it.
    public void SetStateMachine(IAsyncStateMachine stateMachine) => ArgumentNullException.ThrowIfNull(stateMachine);
}
