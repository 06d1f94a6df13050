using System.Collections.Immutable;
using PolicyEngine.Text;

namespace PolicyEngine.Expectations;

/// <summary>A connection that is listed under <c>only</c>.</summary>
/// <param name="From">From whom; empty where the expectation says it.</param>
/// <param name="To">To whom; empty where the expectation says it.</param>
/// <param name="Traffic">What; where nothing is given, all that the expectation is about.</param>
/// <param name="Span">Where it is written.</param>
public sealed record ExpectedConnection(ImmutableArray<ExpectedParty> From, ImmutableArray<ExpectedParty> To, ExpectedTraffic Traffic, SourceSpan Span)
{
    /// <summary>From whom; empty where the expectation says it.</summary>
    public ImmutableArray<ExpectedParty> From { get; init => field = value.IsDefault ? [] : value; } = From.IsDefault ? [] : From;

    /// <summary>To whom; empty where the expectation says it.</summary>
    public ImmutableArray<ExpectedParty> To { get; init => field = value.IsDefault ? [] : value; } = To.IsDefault ? [] : To;
}
