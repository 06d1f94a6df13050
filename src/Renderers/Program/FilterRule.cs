using System.Collections.Immutable;

namespace PolicyEngine.Renderers.Program;

/// <summary>A rule of a chain.</summary>
/// <param name="Matches">What it asks of a packet, in the order in which it is written.</param>
/// <param name="Verb">What it does; null where it does nothing, or goes by a map.</param>
internal sealed record FilterRule(ImmutableArray<Match> Matches, Verb? Verb)
{
    /// <summary>A rule that does nothing, which carries a comment.</summary>
    public static FilterRule Empty { get; } = new([], null);

    public ImmutableArray<string> Comments { get; init; } = [];

    /// <summary>Where the rule of a policy is written that it comes from; empty for the others.</summary>
    public string Origin { get; init; } = "";

    public static FilterRule Of(Verb verb, params ImmutableArray<Match> matches) => new(matches, verb);

    /// <summary>Whether another rule is written alike, wherever the two come from.</summary>
    public bool Equals(FilterRule? other) => ReferenceEquals(this, other) || (other is not null && Equals(Verb, other.Verb)
        && Matches.AsSpan().SequenceEqual(other.Matches.AsSpan()) && Comments.AsSpan().SequenceEqual(other.Comments.AsSpan()));

    public override int GetHashCode() => HashCode.Combine(Verb, Matches.Length, Comments.Length);

    public FilterRule Commented(string comment) => this with { Comments = Comments.Add(comment) };
}
