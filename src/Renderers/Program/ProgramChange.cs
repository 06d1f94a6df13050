using System.Collections.Immutable;

namespace PolicyEngine.Renderers.Program;

/// <summary>What turns the rules that a node holds into others: only what differs.</summary>
internal sealed record ProgramChange
{
    private ProgramChange(FilterProgram before, FilterProgram after)
    {
        (Before, After) = (before, after);
        Tables =
        [
            .. after.Tables.Concat(before.Tables).Select(table => table.Kind).Distinct()
                .Select(kind => TableChange.Between(TableOf(before, kind), TableOf(after, kind), kind, before.AppendsOnly != after.AppendsOnly)),
        ];
        Sets = Change<NamedSet>.Between(before.Sets, after.Sets, set => set.Name, all: before.LargestSet != after.LargestSet);
        Maps = Change<VerdictMap>.Between(before.Maps, after.Maps, map => map.Name);
    }

    public FilterProgram Before { get; }

    public FilterProgram After { get; }

    /// <summary>All tables that there were or are to be, changed or not.</summary>
    public ImmutableArray<TableChange> Tables { get; }

    /// <summary>The sets whose members or size are not as they were.</summary>
    public ImmutableArray<Change<NamedSet>> Sets { get; }

    public ImmutableArray<Change<VerdictMap>> Maps { get; }

    /// <summary>Whether the node has held nothing.</summary>
    public bool IsFirst => Before.Tables.IsEmpty;

    /// <summary>Whether the node is to hold nothing any more.</summary>
    public bool IsLast => After.Tables.IsEmpty;

    /// <summary>What a node is given that holds nothing.</summary>
    public static ProgramChange To(FilterProgram program) => Between(new FilterProgram(program.Family, program.Fidelity), program);

    public static ProgramChange Between(FilterProgram before, FilterProgram after) => new(before, after);

    private static FilterTable? TableOf(FilterProgram program, TableKind kind) => program.Tables.FirstOrDefault(table => table.Kind == kind);
}
