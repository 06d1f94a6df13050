namespace PolicyEngine.Compilation;

/// <summary>How near a rule came to matching, ascending.</summary>
internal enum RuleMiss
{
    /// <summary>It does not name the other side.</summary>
    Peer,

    /// <summary>It names the other side and a port that nobody there declares.</summary>
    PortName,

    /// <summary>It names the other side, for some traffic.</summary>
    Port,
}

/// <summary>What the rules of one tier were missing, for the reason of the tier's default.</summary>
internal struct TierMisses
{
    public bool AnyRule { get; private set; }

    public RuleMiss Nearest { get; private set; }

    public void Note(RuleMiss miss)
    {
        AnyRule = true;
        Nearest = miss > Nearest ? miss : Nearest;
    }
}
