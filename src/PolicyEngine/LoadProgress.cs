namespace PolicyEngine;

/// <summary>How far a load is.</summary>
/// <param name="Source">The name of the source that is being read.</param>
/// <param name="DocumentCount">How many objects were read so far, of all sources.</param>
public readonly record struct LoadProgress(string Source, int DocumentCount);
