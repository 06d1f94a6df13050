using PolicyEngine.Model;
using PolicyEngine.Sets;

namespace PolicyEngine.Connectivity;

/// <summary>
/// What passes, each thing once, by what is asked about and what both halves allow and deny. Matrices that share one have what
/// passes alike as one object. Not thread-safe.
/// </summary>
internal sealed class Passings
{
    private readonly Dictionary<(TrafficSet Asked, IpFamily Family), int> _numbers = [];
    private readonly PassingTable _byNumbers = new();

    public TableContents Contents { get; } = new();

    /// <summary>A number for traffic asked about in packets of a family.</summary>
    public int NumberOf(TrafficSet asked, IpFamily family)
    {
        if (!_numbers.TryGetValue((asked, family), out int number))
        {
            _numbers.Add((asked, family), number = _numbers.Count);
        }

        return number;
    }

    /// <summary>What passes by the number of what is asked about, and those of what both halves allow and deny; null where that is still to be set.</summary>
    public ref Passing? this[int asked, int egress, int ingress] => ref _byNumbers[asked, egress, ingress];

    /// <summary>What is known of what is asked about and what one half allows and denies by the number of what the other does: may be shorter than what there is to know.</summary>
    public ReadOnlySpan<Passing?> Known(int asked, int egress) => _byNumbers.Known(asked, egress);

    /// <summary>What passes of traffic asked about in packets of a family.</summary>
    public static Passing Of((TrafficSet Allowed, TrafficSet Denied) egress, (TrafficSet Allowed, TrafficSet Denied) ingress, TrafficSet asked, IpFamily family)
    {
        TrafficSet allowed = egress.Allowed.Intersect(ingress.Allowed).Intersect(asked);
        return Passing.Of(allowed, asked.Subtract(allowed).Subtract(egress.Denied).Subtract(ingress.Denied), family);
    }
}
