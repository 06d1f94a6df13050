namespace PolicyEngine.Binding;

/// <summary>The names of the protocols that Kubernetes' policies may be about.</summary>
internal static class ProtocolNames
{
    private static readonly string[] s_all = ["TCP", "UDP", "SCTP"];

    /// <summary>Reports a name that is none of them.</summary>
    public static void Reject(FieldReader reader, string field, string written) => reader.Error(
        BindingDiagnostics.InvalidProtocol,
        reader.Value(field)!.Span,
        $"`{reader.Field(field)}` is `{written}`, expected `TCP`, `UDP` or `SCTP`",
        replacement: Array.Find(s_all, name => name.Equals(written, StringComparison.OrdinalIgnoreCase)));
}
