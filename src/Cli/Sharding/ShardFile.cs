using System.Text.Json;

namespace PolicyEngine.Cli.Sharding;

/// <summary>A file with a piece of a result that has been looked through.</summary>
/// <param name="Path">The file.</param>
/// <param name="Header">What it is a piece of.</param>
/// <param name="End">What its end tells.</param>
internal sealed record ShardFile(string Path, ShardHeader Header, ShardEnd End)
{
    /// <summary>Looks through a file, so that nothing of a damaged one is ever printed.</summary>
    /// <exception cref="CommandFailedException">It cannot be read, or is no piece or not a whole one.</exception>
    public static ShardFile Read(string path, CancellationToken cancellationToken)
    {
        using var lines = ShardLines.Open(path);
        ShardHeader header = lines.Next() is { } first && ShardHeader.Read(first) is { } read
            ? read
            : throw new CommandFailedException($"`{path}` is not the result of a run with --shard");
        string before = "";
        long rows = 0;
        while (lines.Next() is { } line)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (ShardRow.Read(line) is { } row && string.CompareOrdinal(before, row.At) <= 0)
            {
                (before, rows) = (row.At, rows + 1);
            }
            else if (ShardEnd.Read(line) is { } end && end.Rows == rows && lines.Next() is null)
            {
                return new ShardFile(path, header, end);
            }
            else
            {
                throw lines.Damaged("it is damaged");
            }
        }

        throw lines.Damaged("its end is missing: it was cut off");
    }

    /// <summary>The rows, in order.</summary>
    public IEnumerable<ShardRow> Rows()
    {
        using var lines = ShardLines.Open(Path);
        lines.Next();
        while (lines.Next() is { } line && ShardRow.Read(line) is { } row)
        {
            yield return row;
        }
    }
}
