using TestKit;

namespace Kernel.Tests;

/// <summary>A fact that a kernel tells; skipped with the reason where none can be asked.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class KernelFactAttribute : FactAttribute
{
    /// <param name="corpus">A folder or file of the corpus that is needed as well.</param>
    public KernelFactAttribute(string? corpus = null) => Skip = KernelRequirement.Missing ?? (corpus is null ? null : Corpus.Missing(corpus));
}
