namespace PolicyEngine.Dataplane.Services;

/// <summary>A chain that a packet was sent through.</summary>
/// <param name="Table">The table the chain is in; <c>ipvs</c> for a virtual server.</param>
/// <param name="Chain">The name of the chain, or what the virtual server answers for.</param>
public readonly record struct ChainStep(string Table, string Chain)
{
    /// <summary>Table and chain.</summary>
    public override string ToString() => $"{Table} {Chain}";
}
