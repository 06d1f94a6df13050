using System.Collections.Immutable;
using System.Globalization;
using FsCheck;
using FsCheck.Fluent;
using PolicyEngine.Fixes;
using PolicyEngine.Testing.Documents;
using Label = System.Collections.Generic.KeyValuePair<string, string>;

namespace PolicyEngine.Testing.Generation;

/// <summary>Selector expressions of Calico; each shrinks to its parts, and in the end to <c>all()</c>.</summary>
internal sealed class SelectorGenerator(Vocabulary words)
{
    private static readonly Leaf s_everything = Expression("all()");

    public Gen<Leaf> Pods { get; } = Expressions(words.PodLabels);

    public Gen<Leaf> Namespaces { get; } = Expressions(words.NamespaceLabels);

    private static Gen<Leaf> Expressions(ImmutableArray<Label> labels)
    {
        Gen<string> term =
            from label in Draw.From(labels)
            from form in Gen.Elements("{0} == '{1}'", "{0} != '{1}'", "has({0})", "!has({0})", "{0} in {{'{1}'}}", "{0} not in {{'{1}'}}", "{0} starts with '{1}'")
            select string.Format(CultureInfo.InvariantCulture, form, label.Key, label.Value);
        Gen<Leaf> single = term.Select(text => Expression(text, s_everything));
        Gen<Leaf> pair =
            from left in term
            from right in term
            from word in Gen.Elements("&&", "||")
            select Expression($"{left} {word} {right}", Expression(left, s_everything), Expression(right, s_everything));
        return Gen.Frequency((1, Gen.Constant(s_everything)), (5, single), (2, pair));
    }

    private static Leaf Expression(string text, params Leaf[] simpler) => new(new YamlScalar(text, IsText: true), [.. simpler]);
}
