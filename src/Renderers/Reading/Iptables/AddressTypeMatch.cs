namespace PolicyEngine.Renderers.Reading.Iptables;

/// <summary><c>addrtype</c>: whether an address is one of the host's own.</summary>
internal sealed class AddressTypeMatch : MatchReader
{
    private readonly List<(PacketSide Side, bool Negated)> _sides = [];
    private bool _ofInterface;

    public override bool TryRead(Flag flag, RuleDraft rule)
    {
        switch (flag.Name)
        {
            case "--limit-iface-in" or "--limit-iface-out":
                _ofInterface = true;
                return true;
            case "--src-type":
                Read(flag, PacketSide.Source, rule);
                return true;
            case "--dst-type":
                Read(flag, PacketSide.Destination, rule);
                return true;
            default:
                return false;
        }
    }

    public override void Finish(RuleDraft rule) =>
        rule.Conditions.AddRange(_sides.Select(side => new LocalAddressCondition(side.Side, _ofInterface) { Negated = side.Negated }));

    private void Read(Flag flag, PacketSide side, RuleDraft rule)
    {
        bool isNegated = flag.Negated | rule.Words.TakeNegation();
        if (!rule.TryTake(flag, out Word type))
        {
            return;
        }

        if (type.Is("LOCAL"))
        {
            _sides.Add((side, isNegated));
        }
        else
        {
            rule.NotUnderstood(type, $"the address type `{type.Text}` is not understood");
        }
    }
}
