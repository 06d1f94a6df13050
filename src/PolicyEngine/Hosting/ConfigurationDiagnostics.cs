using PolicyEngine.Text;

namespace PolicyEngine.Hosting;

/// <summary>The diagnostics of reading a project's configuration.</summary>
internal static class ConfigurationDiagnostics
{
    public static readonly DiagnosticDescriptor UnknownSetting = new(
        "PE4001", Severity.Error, "unknown setting", "correct the name, or take it away");

    public static readonly DiagnosticDescriptor WrongSetting = new(
        "PE4002", Severity.Error, "setting not allowed", "give a value of the kind that is expected");

    /// <summary>Every diagnostic of this stage, for the catalogue.</summary>
    public static readonly IReadOnlyList<DiagnosticDescriptor> All = [UnknownSetting, WrongSetting];
}
