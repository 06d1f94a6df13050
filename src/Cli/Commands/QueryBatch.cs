using PolicyEngine.Cli.Input;
using PolicyEngine.Cli.Output;
using PolicyEngine.Cli.Sharding;
using PolicyEngine.Json;

namespace PolicyEngine.Cli.Commands;

/// <summary>Answers the questions of a file, or a piece of them.</summary>
internal sealed class QueryBatch(CommandContext context, InputArguments input, OutputArguments output, bool explain, ShardedRun? piece)
{
    public int Run(string queries)
    {
        PolicySnapshot snapshot = PolicyInput.Load(input, context).Snapshot;
        TextReader reader = Open(queries);
        try
        {
            using ResultWriter result = ResultWriter.Open(output, context.Streams);
            ExplanationDepth depth = explain ? ExplanationDepth.Steps : ExplanationDepth.Decision;
            new AnswerStream(snapshot, input.Namespace, depth, context.Cancellation).Answer(reader, RowWriter.Of(result.Writer, RowForm.Lines, piece));
        }
        finally
        {
            if (queries != StandardStreams.Sign)
            {
                reader.Dispose();
            }
        }

        return ExitStatus.Yes;
    }

    private TextReader Open(string queries)
    {
        if (queries == StandardStreams.Sign)
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
}
