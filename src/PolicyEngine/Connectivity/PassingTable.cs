namespace PolicyEngine.Connectivity;

/// <summary>What passes by three small numbers; looked up a hundred million times where a dictionary would take most of the time.</summary>
internal sealed class PassingTable
{
    private Passing?[]?[]?[] _byAsked = [];

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
