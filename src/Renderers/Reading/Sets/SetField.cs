namespace PolicyEngine.Renderers.Reading;

/// <summary>What a part of the elements of a set is.</summary>
internal enum SetField
{
    Address,
    Protocol,

    /// <summary>A port, in ipsets preceded by its protocol.</summary>
    Port,

    Interface,
    Mark,
    State,

    /// <summary>The name of another set, whose elements count too.</summary>
    Set,

    /// <summary>Something that is not understood.</summary>
    Unknown,
}
