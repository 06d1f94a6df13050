namespace Fuzzing.Tests;

/// <summary>Reading succeeded, and what came of it is wrong.</summary>
internal sealed class BrokenLawException : Exception
{
    public BrokenLawException()
    {
    }

    public BrokenLawException(string law)
        : base(law)
    {
    }

    public BrokenLawException(string law, Exception inner)
        : base(law, inner)
    {
    }
}
