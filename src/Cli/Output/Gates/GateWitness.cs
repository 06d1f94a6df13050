using PolicyEngine.Connectivity;

namespace PolicyEngine.Cli.Output.Gates;

/// <summary>Names one side of a witness: the pod, or the first address of a range.</summary>
internal static class GateWitness
{
    public static string NameOf(MatrixParty party) => party.Range is { } range ? range.First.ToString() : party.Name;
}
