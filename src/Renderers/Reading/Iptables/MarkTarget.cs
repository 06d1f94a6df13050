namespace PolicyEngine.Renderers.Reading.Iptables;

/// <summary><c>MARK</c> and <c>CONNMARK</c>: bits of a mark are cleared and turned over, or copied.</summary>
internal sealed class MarkTarget(Word name, MarkOwner owner) : TargetReader
{
    private Func<Effect>? _effect;
    private uint _packetMask = uint.MaxValue;
    private uint _connectionMask = uint.MaxValue;

    public override bool TryRead(Flag flag, RuleDraft rule)
    {
        bool copies = owner == MarkOwner.Connection;
        if (copies && flag.Name is "--save-mark" or "--restore-mark")
        {
            bool saves = flag.Name == "--save-mark";
            _effect = () => saves
                ? new MarkCopyEffect(MarkOwner.Connection, _connectionMask, _packetMask)
                : new MarkCopyEffect(MarkOwner.Packet, _packetMask, _connectionMask);
            return true;
        }

        bool isMask = copies && flag.Name is "--nfmask" or "--ctmask" or "--mask";
        if (flag.Name is not ("--set-mark" or "--set-xmark" or "--or-mark" or "--and-mark" or "--xor-mark") && !isMask)
        {
            return false;
        }

        if (!rule.TryTake(flag, out Word value))
        {
            return true;
        }

        if (!MaskedValue.TryRead(value.Text, out MaskedValue mark))
        {
            rule.NotUnderstood(value, $"`{value.Text}` is not a mark");
        }
        else if (isMask)
        {
            _packetMask = flag.Name == "--ctmask" ? _packetMask : mark.Value;
            _connectionMask = flag.Name == "--nfmask" ? _connectionMask : mark.Value;
        }
        else
        {
            MarkEffect effect = Change(flag.Name, mark);
            _effect = () => effect;
        }

        return true;
    }

    public override void Finish(RuleDraft rule)
    {
        if (_effect is not null)
        {
            rule.Effects.Add(_effect());
        }
        else
        {
            rule.NotUnderstood(name, $"`{name.Text}` does not say what to do");
        }
    }

    // `--set-mark` also clears the bits that the value has outside the mask; `--set-xmark` turns them over.
    private MarkEffect Change(string flag, MaskedValue mark) => flag switch
    {
        "--set-mark" => new MarkEffect(owner, ~(mark.Mask | mark.Value), mark.Value),
        "--set-xmark" => new MarkEffect(owner, ~mark.Mask, mark.Value),
        "--or-mark" => new MarkEffect(owner, ~mark.Value, mark.Value),
        "--and-mark" => new MarkEffect(owner, mark.Value, 0),
        _ => new MarkEffect(owner, uint.MaxValue, mark.Value),
    };
}
