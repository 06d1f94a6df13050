namespace PolicyEngine.Cli.Output.Report;

/// <summary>Endpoints that are judged alike.</summary>
/// <param name="V4">Their class in IPv4, or -1.</param>
/// <param name="V6">Their class in IPv6, or -1.</param>
/// <param name="IsItself">Whether each is one endpoint, which does not reach itself through the network.</param>
internal sealed record ReportKind(int V4, int V6, bool IsItself)
{
    public int this[int family] => family == 0 ? V4 : V6;
}
