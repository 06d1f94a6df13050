namespace PolicyEngine.Renderers.Proof;

/// <summary>Rules are too many or too entangled for what the proof may spend on them.</summary>
internal sealed class TooComplexException : Exception
{
    public TooComplexException()
        : this("the rules are too entangled to be proved")
    {
    }

    public TooComplexException(string message)
        : base(message)
    {
    }

    public TooComplexException(string message, Exception inner)
        : base(message, inner)
    {
    }
}
