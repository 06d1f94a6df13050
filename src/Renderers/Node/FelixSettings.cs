using System.Collections.Immutable;

namespace PolicyEngine.Renderers.Node;

/// <summary>
/// The parameters of Felix by their names in its configuration, such as <c>IptablesMarkMask</c>; those that are not given
/// have Felix's defaults (felix/config/config_params.go).
/// </summary>
internal sealed partial record FelixSettings(ImmutableDictionary<string, string> Given)
{
    public static FelixSettings Default { get; } = new(ImmutableDictionary.Create<string, string>(StringComparer.OrdinalIgnoreCase));
}
