namespace PolicyEngine.Binding;

/// <summary>The objects of one kind, of whatever kind they are.</summary>
internal interface IResourceTable
{
    /// <summary>Whether it is another than the one it lies over.</summary>
    bool IsChanged { get; }

    /// <summary>Whether an object was given twice here, or refused: what comes later in the input decides then.</summary>
    bool HasLost { get; }

    /// <summary>The objects, by namespace and name.</summary>
    IEnumerable<(string Namespace, string Name)> Names { get; }

    /// <summary>Takes away what is below and was read from some files.</summary>
    void RemoveFrom(IReadOnlySet<string> files);

    /// <summary>Whether what is given or removed here is below, and was read from other files than these.</summary>
    bool ReplacesOutside(IReadOnlySet<string> files);
}
