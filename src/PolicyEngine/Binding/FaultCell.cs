using PolicyEngine.Model;

namespace PolicyEngine.Binding;

/// <summary>Remembers the first error inside one policy or one rule, so that it can be marked as not understood.</summary>
internal sealed class FaultCell
{
    public Fault? First { get; private set; }

    public void Record(Fault fault) => First ??= fault;
}
