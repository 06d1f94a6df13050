using PolicyEngine.Selectors;
using PolicyEngine.Selectors.Algebra;

namespace PolicyEngine.Cli.Output;

/// <summary>The words for what is proved, refuted or left open.</summary>
internal static class FindingWords
{
    public static string Of(Truth finding) => finding switch
    {
        Truth.Yes => "yes",
        Truth.No => "no",
        _ => "unknown",
    };

    public static Ink InkOf(Truth finding) => finding switch
    {
        Truth.Yes => Ink.Good,
        Truth.No => Ink.Bad,
        _ => Ink.Doubt,
    };

    public static int StatusOf(Truth finding) => finding switch
    {
        Truth.Yes => ExitStatus.Yes,
        Truth.No => ExitStatus.No,
        _ => ExitStatus.Unknown,
    };

    /// <summary>Labels as on the command line.</summary>
    public static string Labels(LabelSet labels) =>
        labels.Count == 0 ? "no labels" : string.Join(",", labels.Select(label => $"{label.Key}={label.Value}"));
}
