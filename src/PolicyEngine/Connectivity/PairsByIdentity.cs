using System.Runtime.CompilerServices;

namespace PolicyEngine.Connectivity;

/// <summary>Compares two at once by identity: each value is made once, and to look at what it holds would take longer.</summary>
internal sealed class PairsByIdentity : IEqualityComparer<(Passing, Passing)>
{
    public static PairsByIdentity Instance { get; } = new();

    public bool Equals((Passing, Passing) x, (Passing, Passing) y) => ReferenceEquals(x.Item1, y.Item1) && ReferenceEquals(x.Item2, y.Item2);

    public int GetHashCode((Passing, Passing) obj) => HashCode.Combine(RuntimeHelpers.GetHashCode(obj.Item1), RuntimeHelpers.GetHashCode(obj.Item2));
}
