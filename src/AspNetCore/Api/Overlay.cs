using System.Collections.Immutable;
using Microsoft.AspNetCore.Http;
using PolicyEngine.Text;

namespace PolicyEngine.AspNetCore.Api;

/// <summary>What a request lays over the snapshot and takes away from it: <c>{"documents": [...], "without": [...]}</c>.</summary>
/// <param name="Documents">The documents, named <c>documents[0]</c> and so on.</param>
/// <param name="Without">The objects, such as <c>networkpolicy/shop/redis</c>.</param>
internal sealed record Overlay(ImmutableArray<PolicySource> Documents, ImmutableArray<string> Without)
{
    // A document that has no kind; nobody sends one to have it passed over.
    private const string NotAnObject = "PE3015";

    // As what it is counted where nothing in it is of an object, as values of a chart are. A directory may hold such.
    private const string NothingOfAnObject = "(no kind)";

    /// <summary>What is asked over it, in JSON; empty where nothing is.</summary>
    public ReadOnlyMemory<byte> Question { get; init; }

    public bool IsEmpty => Documents.IsEmpty && Without.IsEmpty;

    /// <summary>The snapshot with the documents laid over it.</summary>
    /// <returns>Null where <paramref name="problem"/> tells the errors that they bring.</returns>
    public LoadResult? LayOver(ApiCall call, out Problem? problem)
    {
        LoadResult after = call.Revision.With(this, call.Cancellation);
        Diagnostic[] errors = [.. after.Diagnostics.Except(call.Revision.Published.Diagnostics).Where(diagnostic => diagnostic.Severity == Severity.Error || diagnostic.Code == NotAnObject)];
        problem = errors is [var first, ..]
            ? new Problem(StatusCodes.Status422UnprocessableEntity, first.Code, first.Message) { Diagnostics = [.. errors] }
            : after.PassedOver.ContainsKey(NothingOfAnObject) ? new Problem(StatusCodes.Status422UnprocessableEntity, NotAnObject, "a document has no `kind`")
            : null;
        return problem is null ? after : null;
    }

    /// <summary>The call as it would be with the documents in the snapshot and the question alone in its body.</summary>
    /// <returns>Null where <paramref name="problem"/> tells the errors that they bring.</returns>
    public ApiCall? CallOver(ApiCall call, out Problem? problem) =>
        LayOver(call, out problem) is { } after ? new ApiCall(call.Http, call.Api, call.Revision.Of(after), Question, call.Cancellation) : null;
}
