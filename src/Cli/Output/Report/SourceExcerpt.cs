using System.Collections.Immutable;

namespace PolicyEngine.Cli.Output.Report;

/// <summary>Lines of the input around a place.</summary>
/// <param name="FirstLine">The number of the first line.</param>
/// <param name="Lines">The lines.</param>
/// <param name="MarkedLine">The number of the line with the place.</param>
/// <param name="MarkStart">Where in the line the place begins, counted from 0.</param>
/// <param name="MarkEnd">Where it ends.</param>
internal sealed record SourceExcerpt(int FirstLine, ImmutableArray<string> Lines, int MarkedLine, int MarkStart, int MarkEnd);
