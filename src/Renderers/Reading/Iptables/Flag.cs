namespace PolicyEngine.Renderers.Reading.Iptables;

/// <summary>A flag of a rule.</summary>
/// <param name="Word">The flag as it is written.</param>
/// <param name="Negated">Whether an exclamation mark stands before it.</param>
internal readonly record struct Flag(Word Word, bool Negated)
{
    public string Name => Word.Text;
}
