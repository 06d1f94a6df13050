using System.Collections.Immutable;
using FsCheck;
using FsCheck.Fluent;
using PolicyEngine.Testing.Documents;

namespace PolicyEngine.Testing.Generation;

/// <summary>The directions that a policy governs, and its rules for them.</summary>
/// <param name="Types">The directions as policies write them.</param>
/// <param name="Rules">The lists of rules, none for other directions.</param>
internal sealed record GovernedDirections(Items Types, ImmutableArray<Field> Rules)
{
    private const string Ingress = "Ingress";
    private const string Egress = "Egress";

    public static Gen<GovernedDirections> Some(Gen<Part> ingress, Gen<Part> egress) =>
        from types in Gen.Elements<string[]>([Ingress], [Egress], [Ingress, Egress])
        from inward in Draw.Some(ingress, 0, 2)
        from outward in Draw.Some(egress, 0, 2)
        select new GovernedDirections(
            new Items([.. types.Select(type => (Part)type)], Least: 1),
            [.. types.Contains(Ingress, StringComparer.Ordinal) ? Of("ingress", inward) : [], .. types.Contains(Egress, StringComparer.Ordinal) ? Of("egress", outward) : []]);

    private static ImmutableArray<Field> Of(string key, ImmutableArray<Part> rules) => rules.IsEmpty ? [] : [new Field(key, new Items(rules), IsOptional: true)];
}
