namespace PolicyEngine.Cli.Sharding;

/// <summary>Reads a piece from its first line to its last.</summary>
internal sealed class ShardReader : IDisposable
{
    private readonly ShardLines _lines;

    private ShardReader(ShardLines lines, ShardHeader header) => (_lines, Header) = (lines, header);

    /// <summary>What it is a piece of.</summary>
    public ShardHeader Header { get; }

    /// <summary>What its end tells; null until all rows are read.</summary>
    public ShardEnd? End { get; private set; }

    /// <exception cref="CommandFailedException">The file cannot be read, or is no piece.</exception>
    public static ShardReader Open(string path)
    {
        var lines = ShardLines.Open(path);
        try
        {
            return lines.Next() is { } first && ShardHeader.Read(first) is { } header
                ? new ShardReader(lines, header)
                : throw new CommandFailedException($"`{path}` is not the result of a run with --shard");
        }
        catch
        {
            lines.Dispose();
            throw;
        }
    }

    /// <summary>The rows, in order. There is an end after them, and it counts as many.</summary>
    /// <exception cref="CommandFailedException">There is not, or a row is none.</exception>
    public IEnumerable<ShardRow> Rows()
    {
        string before = "";
        long rows = 0;
        while (_lines.Next() is { } line)
        {
            if (ShardRow.Read(line) is { } row && string.CompareOrdinal(before, row.At) <= 0)
            {
                (before, rows) = (row.At, rows + 1);
                yield return row;
            }
            else if (ShardEnd.Read(line) is { } end && end.Rows == rows && _lines.Next() is null)
            {
                End = end;
                yield break;
            }
            else
            {
                throw _lines.Damaged("it is damaged");
            }
        }

        throw _lines.Damaged("its end is missing: it was cut off");
    }

    public void Dispose() => _lines.Dispose();
}
