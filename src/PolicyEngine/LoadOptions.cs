using PolicyEngine.Documents;
using PolicyEngine.Model;

namespace PolicyEngine;

/// <summary>How input is read.</summary>
public sealed record LoadOptions
{
    /// <summary>The options used unless others are given.</summary>
    public static LoadOptions Default { get; } = new();

    /// <summary>The namespace of objects that give none.</summary>
    public string DefaultNamespace { get; init; } = "default";

    /// <summary>What is taken to enforce the policies.</summary>
    public EnforcementProfile Profile { get; init; } = EnforcementProfile.CalicoIptables;

    /// <summary>Whether the text of the input is kept, which lint rules that look at how things are written need.</summary>
    public bool KeepsText { get; init; }

    /// <summary>Whether the objects of the input are kept as trees (<see cref="LoadResult.Documents"/>), for those who look at more of them than policies do.</summary>
    public bool KeepsDocuments { get; init; }

    /// <summary>
    /// How many threads may read at once, 1 unless said otherwise. With more, inputs are read ahead of being understood, but for those whose text is kept; the
    /// result is the same.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The number is negative.</exception>
    public int Parallelism
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfNegative(value);
            field = value;
        }
    } = 1;

    /// <summary>What an input may at most be.</summary>
    /// <exception cref="ArgumentNullException">They are null.</exception>
    public ReadLimits Limits
    {
        get;
        init
        {
            ArgumentNullException.ThrowIfNull(value);
            field = value;
        }
    } = ReadLimits.Default;
}
