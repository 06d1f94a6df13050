namespace PolicyEngine.Queries;

/// <summary>Why a question could not be answered.</summary>
/// <param name="Code">Stable, such as <c>ENDPOINT_NOT_FOUND</c>.</param>
/// <param name="Message">One sentence; candidates are named where there are any.</param>
public sealed record QueryError(string Code, string Message);
