using System.Collections.Immutable;
using System.Globalization;
using Microsoft.AspNetCore.Http;
using PolicyEngine.Queries;
using PolicyEngine.Text;

namespace PolicyEngine.AspNetCore.Api;

/// <summary>Why a request has no answer.</summary>
/// <param name="Status">The status of the response.</param>
/// <param name="Code">Stable, such as <c>ENDPOINT_NOT_FOUND</c>.</param>
/// <param name="Detail">One sentence.</param>
internal sealed record Problem(int Status, string Code, string Detail)
{
    private const string NotFoundSuffix = "_NOT_FOUND";

    /// <summary>What there is to say about documents in the request.</summary>
    public ImmutableArray<Diagnostic> Diagnostics { get; init; } = [];

    /// <summary>A text that is no question.</summary>
    public static Problem Malformed(QueryError error) => new(StatusCodes.Status400BadRequest, error.Code, error.Message);

    /// <summary>A question without an answer.</summary>
    public static Problem Of(QueryError error) => new(
        error.Code.EndsWith(NotFoundSuffix, StringComparison.Ordinal) ? StatusCodes.Status404NotFound : StatusCodes.Status422UnprocessableEntity, error.Code, error.Message);

    /// <summary>A body that cannot be read.</summary>
    public static Problem Body(string detail) => new(StatusCodes.Status400BadRequest, "BODY_INVALID", detail);

    /// <summary>A parameter that means nothing.</summary>
    public static Problem Parameter(string detail) => new(StatusCodes.Status400BadRequest, "PARAMETER_INVALID", detail);

    /// <summary>More than the server takes.</summary>
    public static Problem TooMuch(int most, string what) => new(
        StatusCodes.Status413PayloadTooLarge, "TOO_MUCH", string.Create(CultureInfo.InvariantCulture, $"the request has more than {most} {what}"));

    /// <summary>What the server cannot do now.</summary>
    public static Problem Unavailable(string code, string detail) => new(StatusCodes.Status503ServiceUnavailable, code, detail);
}
