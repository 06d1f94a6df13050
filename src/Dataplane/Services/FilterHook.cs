namespace PolicyEngine.Dataplane.Services;

/// <summary>The hook where filter rules see a translated packet.</summary>
public enum FilterHook
{
    /// <summary>Packets that pass through the node.</summary>
    Forward,

    /// <summary>Packets that end at the node, as all to Services do under IPVS; they leave again without FORWARD.</summary>
    Input,

    /// <summary>Packets that the node makes.</summary>
    Output,
}
