using System.Globalization;
using System.Text.Json;
using PolicyEngine.Cli.Input;
using PolicyEngine.Cli.Output;
using PolicyEngine.Cli.Sharding;
using PolicyEngine.Json;
using PolicyEngine.Queries;

namespace PolicyEngine.Cli.Commands;

/// <summary>Answers a stream of questions, one JSON line for each, in order and as they come.</summary>
internal sealed class AnswerStream(PolicySnapshot snapshot, string defaultNamespace, ExplanationDepth depth, CancellationToken cancellation)
{
    /// <summary>The longest question. A question has a few names; a line that is longer is not one.</summary>
    public const int MaxLineLength = 64 * 1024;

    private readonly QuestionReader _reader = new(defaultNamespace);
    private readonly KnownHalves _known = new();

    /// <summary>Answers all questions, or those of a piece.</summary>
    public void Answer(TextReader questions, RowWriter rows)
    {
        // Whoever writes one question and waits for its answer gets it.
        var lines = new LineReader(questions, MaxLineLength, rows.Writer.Flush);
        using var answer = new JsonBuffer();
        long place = -1;
        foreach ((string line, bool isTooLong) in Lines(lines))
        {
            rows.Note(line);
            place++;
            if (rows.Takes(place))
            {
                rows.Begin(RowWriter.PlaceOf(place));
                Write(isTooLong ? TooLong() : _reader.Read(line), answer.Json);
                answer.MoveTo(rows.Writer);
                rows.Close();
            }
        }

        rows.End();
    }

    /// <summary>The lines that hold questions.</summary>
    private IEnumerable<(string Line, bool IsTooLong)> Lines(LineReader lines)
    {
        while (lines.Read(out string line) is var outcome && outcome != LineOutcome.End)
        {
            cancellation.ThrowIfCancellationRequested();
            if (outcome != LineOutcome.Line || !string.IsNullOrWhiteSpace(line))
            {
                yield return (line, outcome == LineOutcome.TooLong);
            }
        }
    }

    private void Write(QueryLine line, Utf8JsonWriter json)
    {
        if (line.Query is null)
        {
            new AnswerJson(json, snapshot, depth).WriteError(line.Error!, line.IdJson);
        }
        else
        {
            Answer answer = snapshot.Ask(line.Query, cancellation);
            new AnswerJson(json, answer.Snapshot, depth) { Known = _known }.Write(answer, line.IdJson);
        }
    }

    private static QueryLine TooLong() =>
        QueryLine.Fail("QUERY_TOO_LONG", string.Create(CultureInfo.InvariantCulture, $"the line has more than {MaxLineLength} characters"), null);
}
