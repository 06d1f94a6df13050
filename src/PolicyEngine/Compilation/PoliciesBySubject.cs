using System.Collections.Immutable;

namespace PolicyEngine.Compilation;

/// <summary>Finds the policies that choose their endpoints by a selector.</summary>
internal sealed class PoliciesBySubject
{
    private readonly int[] _subjects;
    private readonly CompiledPolicy[] _policies;

    public PoliciesBySubject(ImmutableArray<CompiledPolicy> policies)
    {
        _policies = [.. policies];
        _subjects = [.. policies.Select(policy => policy.Subject)];
        Array.Sort(_subjects, _policies);
    }

    /// <summary>The policies, in no particular order; none for a selector that policies had which are gone.</summary>
    public ReadOnlySpan<CompiledPolicy> Of(int subject)
    {
        int first = FirstAtOrAfter(subject);
        return _policies.AsSpan(first..FirstAtOrAfter(subject + 1));
    }

    private int FirstAtOrAfter(int subject)
    {
        int low = 0;
        int high = _subjects.Length;
        while (low < high)
        {
            int middle = (low + high) / 2;
            (low, high) = _subjects[middle] < subject ? (middle + 1, high) : (low, middle);
        }

        return low;
    }
}
