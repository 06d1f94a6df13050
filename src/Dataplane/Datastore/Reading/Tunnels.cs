using PolicyEngine.Dataplane.Addressing;

namespace PolicyEngine.Dataplane.Datastore.Reading;

/// <summary>The devices whose addresses blocks hold, by the word for their type.</summary>
internal static class Tunnels
{
    /// <summary>The kind of device; null where the word is that of none.</summary>
    public static TunnelKind? KindOf(string? type)
    {
        foreach (TunnelKind kind in Enum.GetValues<TunnelKind>())
        {
            if (HandleNames.TypeOf(kind) == type)
            {
                return kind;
            }
        }

        return null;
    }
}
