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
        using var piece = ShardReader.Open(path);
        foreach (ShardRow _ in piece.Rows())
        {
            cancellationToken.ThrowIfCancellationRequested();
        }

        return new ShardFile(path, piece.Header, piece.End!);
    }

    /// <summary>The rows, in order.</summary>
    /// <exception cref="CommandFailedException">The file is not what it was when it was looked through.</exception>
    public IEnumerable<ShardRow> Rows()
    {
        using var piece = ShardReader.Open(Path);
        foreach (ShardRow row in piece.Rows())
        {
            yield return row;
        }

        if (piece.End != End || piece.Header.Shard != Header.Shard || piece.Header.DifferenceFrom(Header) is not null)
        {
            throw new CommandFailedException($"`{Path}` has changed while it was read");
        }
    }
}
