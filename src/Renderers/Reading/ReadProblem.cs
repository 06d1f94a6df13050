namespace PolicyEngine.Renderers.Reading;

/// <summary>Something in a text that is not understood.</summary>
/// <param name="Line">The line, from 1.</param>
/// <param name="Column">The column, from 1.</param>
/// <param name="Message">What is wrong with it.</param>
internal readonly record struct ReadProblem(int Line, int Column, string Message)
{
    public override string ToString() => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{Line}:{Column}: {Message}");
}
