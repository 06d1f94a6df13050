using System.Collections.Immutable;
using System.Globalization;
using PolicyEngine.Documents;
using PolicyEngine.Model;
using PolicyEngine.Sets;

namespace PolicyEngine.Binding.Calico;

/// <summary>Reads the address lists of a Calico rule and checks what Calico's validator asks of all of them together.</summary>
internal static class CalicoNets
{
    private const int MaxNets = 256;

    /// <summary>Those that are understood, in their order.</summary>
    public static ImmutableArray<IpPrefix> Bind(FieldReader side, string field)
    {
        ImmutableArray<IpPrefix>.Builder prefixes = ImmutableArray.CreateBuilder<IpPrefix>();
        foreach (ScalarNode node in side.Strings(field))
        {
            if (AddressReader.CalicoRuleNet(side, node, field) is not { } prefix)
            {
                continue;
            }

            if (field == "notNets" && prefix.Length == 0)
            {
                side.Error(BindingDiagnostics.ExcludesEverything, node.Span, $"`{side.Field(field)}` has `{node.Text}`, which leaves nothing");
            }

            prefixes.Add(prefix);
        }

        ImmutableArray<DocumentNode> items = side.List(field);
        if (items.Length > MaxNets)
        {
            side.Error(BindingDiagnostics.SizeLimit, items[MaxNets].Span, string.Create(CultureInfo.InvariantCulture, $"`{side.Field(field)}` has {items.Length} entries, at most {MaxNets} are allowed"));
        }

        return prefixes.ToImmutable();
    }

    /// <summary>All address lists of a rule are of one family, that of <c>ipVersion</c> where it is given.</summary>
    public static void CheckFamilies(FieldReader rule, IpFamilies families)
    {
        foreach (string side in (ReadOnlySpan<string>)["source", "destination"])
        {
            foreach (string field in (ReadOnlySpan<string>)["nets", "notNets"])
            {
                foreach (DocumentNode item in (rule.Node[side] as MappingNode)?[field] is SequenceNode list ? list.Items : [])
                {
                    if (item is not ScalarNode { Kind: ScalarKind.String } scalar || !IpPrefix.TryParse(scalar.Text, out IpPrefix prefix))
                    {
                        continue;
                    }

                    IpFamilies own = prefix.Family.AsSet();
                    if ((families & own) == IpFamilies.None)
                    {
                        rule.Error(BindingDiagnostics.MixedFamilies, scalar.Span, $"`{rule.Field(side)}.{field}` has `{scalar.Text}`, whose family is not that of the rest of the rule");
                        return;
                    }

                    families = own;
                }
            }
        }
    }
}
