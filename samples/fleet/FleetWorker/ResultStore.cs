using System.Globalization;

namespace FleetWorker;

/// <summary>The results of one run, a file for each shard. A file that is there is whole.</summary>
/// <param name="directory">Where they are kept: one file system for all workers.</param>
internal sealed class ResultStore(string directory)
{
    /// <summary>Whether the result of a shard is stored.</summary>
    public bool Has(Shard shard) => File.Exists(FileOf(shard));

    /// <summary>A file to write a result to. No other worker uses it.</summary>
    public string Draft(Shard shard)
    {
        Directory.CreateDirectory(directory);
        return Path.Combine(directory, $".{NameOf(shard)}.{Guid.NewGuid():N}");
    }

    /// <summary>Makes a draft the result. Two workers with one shard have the same result, and the second replaces the first's.</summary>
    public void Keep(Shard shard, string draft)
    {
        using (var written = new FileStream(draft, FileMode.Open, FileAccess.Write))
        {
            written.Flush(flushToDisk: true);
        }

        File.Move(draft, FileOf(shard), overwrite: true);
    }

    private string FileOf(Shard shard) => Path.Combine(directory, NameOf(shard));

    private static string NameOf(Shard shard) => string.Create(CultureInfo.InvariantCulture, $"{shard.Number:D6}-of-{shard.Count:D6}.jsonl");
}
