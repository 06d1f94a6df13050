namespace Fuzzing.Tests;

/// <summary>
/// Something that reads what strangers write. To add one: derive from this, list it in <see cref="FuzzTargets"/>, and put seeds into
/// <c>Corpus/NAME</c> and a grammar into <c>Grammars/NAME.txt</c>.
/// </summary>
internal abstract class FuzzTarget : IDisposable
{
    /// <summary>By what it is asked for.</summary>
    public abstract string Name { get; }

    /// <summary>The name of its corpus.</summary>
    public virtual string Seeds => Name;

    /// <summary>The name of its grammar.</summary>
    public virtual string Grammar => Name;

    /// <summary>Of how many inputs of a run it gets one: slow ones get fewer.</summary>
    public virtual int Share => 1;

    /// <summary>The most bytes that reading may allocate, whatever the input.</summary>
    public virtual long FixedMemory => 32L << 20;

    /// <summary>The most bytes that reading may allocate for each character of the input, above <see cref="FixedMemory"/>.</summary>
    public virtual long MemoryPerCharacter => 4 << 10;

    /// <summary>Reads an input. Whatever it throws is a defect.</summary>
    public abstract void Read(FuzzInput input);

    public void Dispose()
    {
        Dispose(isDisposing: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Lets go of what the target holds.</summary>
    protected virtual void Dispose(bool isDisposing)
    {
    }

    /// <summary>A law of the target that an input breaks.</summary>
    protected static void Require(bool holds, string law)
    {
        if (!holds)
        {
            throw new BrokenLawException(law);
        }
    }
}
