using System.Collections.Immutable;

namespace PolicyEngine.Selectors;

/// <summary>One entry of a Kubernetes label selector's <c>matchExpressions</c>.</summary>
/// <param name="Key">The label's name.</param>
/// <param name="Operator">What is asked of the label.</param>
/// <param name="Values">The values listed; ignored by <see cref="LabelOperator.Exists"/> and <see cref="LabelOperator.DoesNotExist"/>.</param>
public readonly record struct LabelExpression(string Key, LabelOperator Operator, ImmutableArray<string> Values)
{
    /// <summary>Whether both say the same, values compared by content and order.</summary>
    public bool Equals(LabelExpression other) =>
        string.Equals(Key, other.Key, StringComparison.Ordinal)
        && Operator == other.Operator
        && Values.IsDefault == other.Values.IsDefault
        && Values.AsSpan().SequenceEqual(other.Values.AsSpan());

    /// <inheritdoc/>
    public override int GetHashCode() =>
        HashCode.Combine(Key is null ? 0 : LabelHash.Of(Key), Operator, Values.IsDefault ? -1 : Values.Length);
}
