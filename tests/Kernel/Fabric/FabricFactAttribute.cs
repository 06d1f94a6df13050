namespace Kernel.Tests.Fabric;

/// <summary>A fact about networks built in the kernel; skipped with the reason where none can be.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class FabricFactAttribute : FactAttribute
{
    public FabricFactAttribute() => Skip = FabricRequirement.Missing;
}
