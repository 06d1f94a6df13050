using System.Globalization;
using PolicyEngine.Cli.Input;
using PolicyEngine.Cli.Output;
using PolicyEngine.Cli.Sharding;
using PolicyEngine.Queries;

namespace PolicyEngine.Cli.Commands;

/// <summary>Answers a stream of questions, or a piece of it, one JSON line for each, in order and as they come.</summary>
internal sealed class QueryBatch(CommandContext context, InputArguments input, OutputArguments output, bool explain, ShardedRun? piece)
{
    /// <summary>The longest question. A question has a few names; a line that is longer is not one.</summary>
    public const int MaxLineLength = 64 * 1024;

    private const string StandardInput = "-";

    public int Run(string queries)
    {
        if (queries == StandardInput && input.Paths.Contains(StandardInput, StringComparer.Ordinal))
        {
            throw new CommandFailedException("standard input can be read once; `--queries -` and `-f -` do not go together");
        }

        PolicySnapshot snapshot = PolicyInput.Load(input, context).Snapshot;
        TextReader reader = Open(queries);
        try
        {
            using ResultWriter result = ResultWriter.Open(output, context.Streams);
            Answer(reader, snapshot, RowWriter.Of(result.Writer, RowForm.Lines, piece));
        }
        finally
        {
            if (queries != StandardInput)
            {
                reader.Dispose();
            }
        }

        return ExitStatus.Yes;
    }

    private TextReader Open(string queries)
    {
        if (queries == StandardInput)
        {
            return context.Streams.OpenInputText();
        }

        try
        {
            return new StreamReader(queries);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new CommandFailedException($"`{queries}` cannot be read: {exception.Message}", exception);
        }
    }

    private void Answer(TextReader reader, PolicySnapshot snapshot, RowWriter rows)
    {
        // Whoever writes one question and waits for its answer gets it.
        var lines = new LineReader(reader, MaxLineLength, rows.Writer.Flush);
        long place = -1;
        while (lines.Read(out string line) is var outcome && outcome != LineOutcome.End)
        {
            context.Cancellation.ThrowIfCancellationRequested();
            if (outcome == LineOutcome.Line && string.IsNullOrWhiteSpace(line))
            {
                continue;
            }

            rows.Note(line);
            place++;
            if (!rows.Takes(place))
            {
                continue;
            }

            QueryLine query = outcome == LineOutcome.TooLong
                ? QueryLine.Fail(
                    "QUERY_TOO_LONG", string.Create(CultureInfo.InvariantCulture, $"the line has more than {MaxLineLength} characters"), null)
                : QueryLine.Parse(line, input.Namespace);
            ExplanationDepth depth = explain ? ExplanationDepth.Steps : ExplanationDepth.Decision;
            rows.Begin(RowWriter.PlaceOf(place));
            rows.Writer.Write(JsonText.Text(json =>
            {
                if (query.Query is null)
                {
                    new AnswerJson(json, snapshot, depth).WriteError(query.Error!, query.Id);
                }
                else
                {
                    Answer answer = snapshot.Ask(query.Query, context.Cancellation);
                    new AnswerJson(json, answer.Snapshot, depth).Write(answer, query.Id);
                }
            }));
            rows.Close();
        }

        rows.End();
    }
}
