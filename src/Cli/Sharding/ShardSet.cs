using System.Collections.Immutable;
using System.Globalization;

namespace PolicyEngine.Cli.Sharding;

/// <summary>All pieces of one run.</summary>
/// <param name="Files">They, in order.</param>
internal sealed record ShardSet(ImmutableArray<ShardFile> Files)
{
    private const int MostNamed = 10;

    /// <summary>Looks through files and checks that they are all pieces of one run.</summary>
    /// <exception cref="CommandFailedException">A file cannot be read, or a piece is missing, doubled or of another run.</exception>
    public static ShardSet Read(IEnumerable<string> paths, CancellationToken cancellationToken)
    {
        ShardFile[] files = [.. paths.Select(path => ShardFile.Read(path, cancellationToken)).OrderBy(file => file.Header.Shard.Number)];
        string[] problems = [.. Foreign(files)];
        problems = problems.Length > 0 ? problems : [.. Doubled(files), .. Missing(files)];
        return problems.Length == 0
            ? new ShardSet([.. files])
            : throw new CommandFailedException("these are not the pieces of one run") { Detail = [.. problems.Select(problem => $"  {problem}")] };
    }

    /// <summary>Writes what the whole run would have written.</summary>
    public void Write(TextWriter writer, CancellationToken cancellationToken)
    {
        var rows = RowWriter.Of(writer, Files[0].Header.Form, piece: null);
        foreach (ShardRow row in InOrder())
        {
            cancellationToken.ThrowIfCancellationRequested();
            rows.Begin(row.At);
            rows.Writer.Write(row.Text);
            rows.Close();
        }

        rows.End();
    }

    private IEnumerable<ShardRow> InOrder()
    {
        IEnumerator<ShardRow>[] pieces = [.. Files.Select(file => file.Rows().GetEnumerator())];
        try
        {
            var next = new PriorityQueue<IEnumerator<ShardRow>, string>(StringComparer.Ordinal);
            next.EnqueueRange(pieces.Where(piece => piece.MoveNext()).Select(piece => (piece, piece.Current.At)));
            while (next.TryDequeue(out IEnumerator<ShardRow>? piece, out _))
            {
                // The rows of one place are all of one piece, and stay together.
                string at = piece.Current.At;
                bool holds = true;
                for (; holds && piece.Current.At == at; holds = piece.MoveNext())
                {
                    yield return piece.Current;
                }

                if (holds)
                {
                    next.Enqueue(piece, piece.Current.At);
                }
            }
        }
        finally
        {
            Array.ForEach(pieces, piece => piece.Dispose());
        }
    }

    private static IEnumerable<string> Foreign(ShardFile[] files) =>
        from file in files.Skip(1)
        let difference = file.Header.DifferenceFrom(files[0].Header) ?? (file.End.List == files[0].End.List ? null : "made from other input")
        where difference is not null
        select $"{file.Path}: {difference} (compare {files[0].Path})";

    private static IEnumerable<string> Doubled(ShardFile[] files) => files
        .GroupBy(file => file.Header.Shard)
        .Where(group => group.Count() > 1)
        .Select(group => $"{group.Key} is there {group.Count()} times: {string.Join(", ", group.Select(file => file.Path))}");

    private static IEnumerable<string> Missing(ShardFile[] files)
    {
        int count = files[0].Header.Shard.Count;
        HashSet<int> given = [.. files.Select(file => file.Header.Shard.Number)];
        int missing = count - given.Count;
        int[] named = [.. Enumerable.Range(1, count).Where(number => !given.Contains(number)).Take(MostNamed)];
        foreach (int number in named)
        {
            yield return $"{new Shard(number, count)} is missing";
        }

        if (missing > named.Length)
        {
            yield return string.Create(CultureInfo.InvariantCulture, $"and {missing - named.Length} more");
        }
    }
}
