namespace PolicyEngine.Renderers.Lowering;

/// <summary>What Felix says about rules that several chains have.</summary>
internal static class StaticComments
{
    public const string HostAccepted = "Host endpoint policy accepted packet.";
    public const string PolicyAccepted = "Policy explicitly accepted packet.";
}
