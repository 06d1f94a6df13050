namespace PolicyEngine.Renderers.Reading;

/// <summary>The lines of a text with their numbers; without line ends, blank lines and comments.</summary>
internal static class TextLines
{
    public static IEnumerable<(int Number, string Line)> Of(string text)
    {
        int number = 0;
        foreach (string line in text.Split('\n'))
        {
            number++;
            string trimmed = line.TrimEnd();
            if (trimmed.Length > 0 && trimmed.AsSpan().TrimStart()[0] != '#')
            {
                yield return (number, trimmed);
            }
        }
    }
}
