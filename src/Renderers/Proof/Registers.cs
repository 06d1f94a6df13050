using PolicyEngine.Renderers.Reading;
using PolicyEngine.Renderers.Reading.Evaluation;

namespace PolicyEngine.Renderers.Proof;

/// <summary>Writes on packets as rules say.</summary>
internal static class Registers
{
    public static Register Apply(Effect effect, Register register)
    {
        (uint mark, uint connection) = Effects.Marks(effect, register.Mark, register.ConnectionMark);
        return new Register(mark, connection, register.IsUntracked || effect is UntrackedEffect);
    }
}
