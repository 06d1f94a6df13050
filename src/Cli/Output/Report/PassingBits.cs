namespace PolicyEngine.Cli.Output.Report;

/// <summary>What passes between two kinds, in short.</summary>
[Flags]
internal enum PassingBits : byte
{
    None = 0,

    /// <summary>They have a family in common.</summary>
    Pair = 1,

    /// <summary>Something is allowed.</summary>
    Some = 2,

    /// <summary>Everything is.</summary>
    All = 4,

    /// <summary>Something is unknown.</summary>
    Unknown = 8,
}
