using System.Globalization;
using PolicyEngine.Cli.Input;
using PolicyEngine.Cli.Output;
using PolicyEngine.Queries;

namespace PolicyEngine.Cli.Commands;

/// <summary>Answers a stream of questions, one JSON line for each, in order and as they come.</summary>
internal sealed class AnswerStream(PolicySnapshot snapshot, string defaultNamespace, ExplanationDepth depth, CancellationToken cancellation)
{
    /// <summary>The longest question. A question has a few names; a line that is longer is not one.</summary>
    public const int MaxLineLength = 64 * 1024;

    private readonly QuestionReader _reader = new(defaultNamespace);
    private readonly KnownHalves _known = new();

    public void Answer(TextReader questions, TextWriter answers)
    {
        // Whoever writes one question and waits for its answer gets it.
        var lines = new LineReader(questions, MaxLineLength, answers.Flush);
        using var written = new JsonLines(answers);
        while (lines.Read(out string line) is var outcome && outcome != LineOutcome.End)
        {
            cancellation.ThrowIfCancellationRequested();
            if (outcome == LineOutcome.Line && string.IsNullOrWhiteSpace(line))
            {
                continue;
            }

            Answer(outcome == LineOutcome.TooLong ? TooLong() : _reader.Read(line), written);
        }
    }

    private void Answer(QueryLine line, JsonLines written)
    {
        if (line.Query is null)
        {
            new AnswerJson(written.Json, snapshot, depth).WriteError(line.Error!, line.Id);
        }
        else
        {
            Answer answer = snapshot.Ask(line.Query, cancellation);
            new AnswerJson(written.Json, answer.Snapshot, depth) { Known = _known }.Write(answer, line.Id);
        }

        written.End();
    }

    private static QueryLine TooLong() =>
        QueryLine.Fail("QUERY_TOO_LONG", string.Create(CultureInfo.InvariantCulture, $"the line has more than {MaxLineLength} characters"), null);
}
