namespace PolicyEngine.Selectors.Algebra;

/// <summary>The label sets there could be: which labels exist, and with which values.</summary>
public sealed class LabelUniverse
{
    private readonly Func<string, LabelValues> _valuesOf;

    private LabelUniverse(Func<string, LabelValues> valuesOf) => _valuesOf = valuesOf;

    /// <summary>The labels that a Kubernetes API server accepts.</summary>
    public static LabelUniverse Kubernetes { get; } =
        new(label => LabelKey.IsValid(label) ? LabelValues.Label : LabelValues.None);

    /// <summary>Labels of any name and text.</summary>
    public static LabelUniverse Any { get; } = new(_ => LabelValues.Any);

    /// <summary>The universe in which each label has the values that <paramref name="valuesOf"/> tells for its name.</summary>
    public static LabelUniverse Of(Func<string, LabelValues> valuesOf)
    {
        ArgumentNullException.ThrowIfNull(valuesOf);
        return new LabelUniverse(valuesOf);
    }

    /// <summary>Which values the label can have.</summary>
    public LabelValues ValuesOf(string label)
    {
        ArgumentNullException.ThrowIfNull(label);
        return _valuesOf(label);
    }
}
