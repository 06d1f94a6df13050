namespace PolicyEngine.Renderers.Reading.Evaluation;

/// <summary>The way of a packet through the host.</summary>
internal enum PacketPath
{
    /// <summary>From one interface to another.</summary>
    Forward,

    /// <summary>To the host itself.</summary>
    Input,

    /// <summary>From the host itself.</summary>
    Output,
}
