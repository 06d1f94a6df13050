namespace PolicyEngine.Queries.Hooks;

/// <summary>A point of a packet's way through a node where policies are asked.</summary>
public enum NodeHook
{
    /// <summary>On arrival, before its destination is translated.</summary>
    Prerouting,

    /// <summary>Where it is for the node itself.</summary>
    Input,

    /// <summary>Where the node sends it on.</summary>
    Forward,

    /// <summary>Where the node itself sends it.</summary>
    Output,
}
