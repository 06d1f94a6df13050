using PolicyEngine.Sets;

namespace PolicyEngine.Renderers.Reading.Iptables;

/// <summary><c>DNAT</c> and <c>SNAT</c>.</summary>
internal sealed class TranslationTarget(PacketSide side, string addressFlag) : TargetReader
{
    private TranslationEffect _effect = new(side, Address: null, Port: null);

    public override bool TryRead(Flag flag, RuleDraft rule)
    {
        if (flag.Name != addressFlag)
        {
            return flag.Name is "--random" or "--random-fully" or "--persistent";
        }

        if (rule.TryTake(flag, out Word value))
        {
            _effect = TranslationText.Read(side, value.Text);
        }

        return true;
    }

    public override void Finish(RuleDraft rule) => rule.Effects.Add(_effect);
}
