using System.Globalization;
using PolicyEngine.Cli.Input;
using PolicyEngine.Cli.Output;
using PolicyEngine.Queries;

namespace PolicyEngine.Cli.Commands;

/// <summary>Answers a stream of questions, one JSON line for each, in order and as they come.</summary>
internal sealed class QueryBatch(CommandContext context, InputArguments input, OutputArguments output, bool explain)
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
            Answer(reader, snapshot, result.Writer);
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

    private void Answer(TextReader reader, PolicySnapshot snapshot, TextWriter writer)
    {
        // Whoever writes one question and waits for its answer gets it.
        var lines = new LineReader(reader, MaxLineLength, writer.Flush);
        while (lines.Read(out string line) is var outcome && outcome != LineOutcome.End)
        {
            context.Cancellation.ThrowIfCancellationRequested();
            if (outcome == LineOutcome.Line && string.IsNullOrWhiteSpace(line))
            {
                continue;
            }

            QueryLine query = outcome == LineOutcome.TooLong
                ? QueryLine.Fail(
                    "QUERY_TOO_LONG", string.Create(CultureInfo.InvariantCulture, $"the line has more than {MaxLineLength} characters"), null)
                : QueryLine.Parse(line, input.Namespace);
            ExplanationDepth depth = explain ? ExplanationDepth.Steps : ExplanationDepth.Decision;
            writer.Write(JsonText.Line(json =>
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
        }
    }
}
