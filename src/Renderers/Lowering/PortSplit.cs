using System.Collections.Immutable;
using PolicyEngine.Renderers.Node;

namespace PolicyEngine.Renderers.Lowering;

/// <summary>Lists of ports in parts that one match can hold.</summary>
internal static class PortSplit
{
    private const int Places = 15;

    /// <summary>Cuts a list into as few parts of at most 15 places as its order allows. A range takes two places.</summary>
    public static ImmutableArray<ImmutableArray<PortRange>> Of(ImmutableArray<PortRange> ports)
    {
        if (ports.IsEmpty)
        {
            return [];
        }

        if (2 * ports.Length <= Places)
        {
            return [ports];
        }

        ImmutableArray<ImmutableArray<PortRange>>.Builder parts = ImmutableArray.CreateBuilder<ImmutableArray<PortRange>>();
        int first = 0;
        int taken = 0;
        for (int i = 0; i < ports.Length; i++)
        {
            int needed = ports[i].First == ports[i].Last ? 1 : 2;
            if (taken + needed > Places)
            {
                parts.Add(ports[first..i]);
                first = i;
                taken = 0;
            }

            taken += needed;
        }

        parts.Add(ports[first..]);
        return parts.ToImmutable();
    }
}
