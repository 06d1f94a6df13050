namespace Kernel.Tests;

/// <summary>A theory about which the kernel is asked; skipped with the reason where none can be asked.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class KernelTheoryAttribute : TheoryAttribute
{
    public KernelTheoryAttribute() => Skip = KernelRequirement.Missing;
}
