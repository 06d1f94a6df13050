namespace PolicyEngine.Connectivity;

/// <summary>What passes by three small numbers; looked up a hundred million times where a dictionary would take most of the time.</summary>
internal sealed class PassingTable
{
    private Passing?[]?[]?[] _byAsked = [];

    /// <summary>What is known of two numbers by the third: may be shorter than what there is to know.</summary>
    public ReadOnlySpan<Passing?> Known(int asked, int egress) =>
        asked < _byAsked.Length && _byAsked[asked] is { } byEgress && egress < byEgress.Length ? byEgress[egress] : [];

    public ref Passing? this[int asked, int egress, int ingress]
    {
        get
        {
            ref Passing?[]?[]? byEgress = ref At(ref _byAsked, asked);
            byEgress ??= [];
            ref Passing?[]? byIngress = ref At(ref byEgress, egress);
            byIngress ??= [];
            return ref At(ref byIngress, ingress);
        }
    }

    private static ref T At<T>(ref T[] array, int index)
    {
        if (index >= array.Length)
        {
            Array.Resize(ref array, Math.Max(index + 1, array.Length * 2));
        }

        return ref array[index];
    }
}
