namespace PolicyEngine.Renderers.Reading;

/// <summary>The name of an interface, or the beginning of the names of several.</summary>
/// <param name="Name">The name or its beginning.</param>
/// <param name="IsPrefix">Whether more may follow.</param>
internal readonly record struct InterfacePattern(string Name, bool IsPrefix)
{
    /// <summary>Reads a name that may end with a wildcard, <c>+</c> or <c>*</c>.</summary>
    public static InterfacePattern Of(string text, char wildcard) =>
        text.EndsWith(wildcard) ? new InterfacePattern(text[..^1], IsPrefix: true) : new InterfacePattern(text, IsPrefix: false);

    public bool Matches(string name) =>
        IsPrefix ? name.StartsWith(Name, StringComparison.Ordinal) : string.Equals(name, Name, StringComparison.Ordinal);

    public override string ToString() => IsPrefix ? Name + "*" : Name;
}
