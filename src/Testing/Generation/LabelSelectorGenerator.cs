using System.Collections.Immutable;
using FsCheck;
using FsCheck.Fluent;
using PolicyEngine.Testing.Documents;
using Label = System.Collections.Generic.KeyValuePair<string, string>;

namespace PolicyEngine.Testing.Generation;

/// <summary>Label selectors of Kubernetes.</summary>
internal static class LabelSelectorGenerator
{
    /// <summary>Up to two labels and a condition; none of them selects everything.</summary>
    public static Gen<Fields> Selectors(ImmutableArray<Label> labels) =>
        from all in Labels(labels, 1)
        from conditions in Draw.Maybe(25, Condition(labels))
        select new Fields(
        [
            .. all.Members.IsEmpty ? [] : (Field[])[new Field("matchLabels", all, IsOptional: true)],
            .. conditions.Select(condition => new Field("matchExpressions", new Items([condition]), IsOptional: true)),
        ]);

    /// <summary>Labels of an object, or of a selector; of several with one key the first counts.</summary>
    public static Gen<Fields> Labels(ImmutableArray<Label> labels, int most) =>
        from some in Draw.Some(Draw.From(labels), 0, most)
        select new Fields([.. some.DistinctBy(label => label.Key, StringComparer.Ordinal).Select(label => new Field(label.Key, label.Value, IsOptional: true))]);

    private static Gen<Part> Condition(ImmutableArray<Label> labels) =>
        from label in Draw.From(labels)
        from other in Draw.From(labels)
        from operation in Gen.Elements("In", "NotIn", "Exists", "DoesNotExist")
        select (Part)new Fields(
        [
            new Field("key", label.Key),
            new Field("operator", operation),
            .. operation.EndsWith("In", StringComparison.Ordinal) ? (Field[])[new Field("values", Values(label, other))] : [],
        ]);

    private static Items Values(Label label, Label other) =>
        new([.. ((string[])[label.Value, .. label.Key == other.Key && label.Value != other.Value ? (string[])[other.Value] : []]).Select(value => (Part)value)], Least: 1);
}
