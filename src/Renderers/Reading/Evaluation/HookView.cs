namespace PolicyEngine.Renderers.Reading.Evaluation;

/// <summary>What is known of a packet at a place on its way: not all interfaces are chosen yet, nor is the connection found.</summary>
internal static class HookView
{
    /// <summary>The priority at which connection tracking finds the connection, before or in which chains know nothing of it.</summary>
    private const int Tracking = -200;

    /// <summary>The packet as a base chain sees it.</summary>
    public static Packet Of(Packet packet, BaseChain place) => packet with
    {
        InInterface = place.Hook == Hook.Output ? "" : packet.InInterface,
        OutInterface = place.Hook is Hook.Prerouting or Hook.Input ? "" : packet.OutInterface,
        State = IsTracked(place) || packet.State == ConnectionStates.Untracked ? packet.State : ConnectionStates.Invalid,
    };

    /// <summary>Whether the connection of packets is found when they come to a base chain.</summary>
    public static bool IsTracked(BaseChain place) =>
        place.Hook is not (Hook.Prerouting or Hook.Output) || place.Priority > Tracking;
}
