namespace PolicyEngine.Renderers.Program;

internal static class TableNames
{
    /// <summary>The name by which the kernel knows a table.</summary>
    public static string Name(this TableKind table) => table switch
    {
        TableKind.Raw => "raw",
        TableKind.Mangle => "mangle",
        TableKind.Nat => "nat",
        _ => "filter",
    };
}
