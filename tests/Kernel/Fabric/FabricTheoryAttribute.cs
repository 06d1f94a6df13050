namespace Kernel.Tests.Fabric;

/// <summary>A theory about networks built in the kernel; skipped with the reason where none can be.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class FabricTheoryAttribute : TheoryAttribute
{
    public FabricTheoryAttribute() => Skip = FabricRequirement.Missing;
}
