using System.Runtime.InteropServices;

namespace PolicyEngine.Linting.Suppressing;

/// <summary>What a directive is about.</summary>
/// <param name="Place">What the name is the name of.</param>
/// <param name="Name">The name.</param>
/// <param name="First">The first line that is meant; 0 where lines do not matter.</param>
/// <param name="Last">The last line that is meant.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct SuppressionScope(SuppressionPlace Place, string Name, int First = 0, int Last = 0);
