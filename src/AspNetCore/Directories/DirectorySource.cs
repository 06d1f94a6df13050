using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using PolicyEngine.AspNetCore.Snapshots;
using PolicyEngine.Documents;

namespace PolicyEngine.AspNetCore.Directories;

/// <summary>Reads files and directories, again whenever they change.</summary>
internal sealed class DirectorySource(IOptions<DirectoryOptions> options, TimeProvider time, ILogger<DirectorySource> logger) : ISnapshotSource
{
    private readonly DirectoryOptions _options = options.Value;
    private readonly HashSet<string> _passedOver = new(options.Value.PassedOver.Select(Path.GetFullPath), StringComparer.Ordinal);

    public string Name => string.Join(' ', _options.Paths);

    public bool HoldsBackErrors => true;

    public async IAsyncEnumerable<SnapshotUpdate> FollowAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var changes = new FileChanges(_options.Paths);
        ImmutableArray<FileState> known = Look();
        if (known.IsEmpty)
        {
            logger.NothingThere(Name);
        }

        yield return new SnapshotUpdate(true, await ReadAsync(known, cancellationToken).ConfigureAwait(false), []);
        while (true)
        {
            await changes.WaitAsync(_options.LookEvery, _options.QuietPeriod, time, cancellationToken).ConfigureAwait(false);
            ImmutableArray<FileState> files = Look();
            FileState[] changed = [.. files.Except(known)];
            string[] gone = [.. known.Select(file => file.Path).Except(files.Select(file => file.Path), StringComparer.Ordinal)];
            known = files;
            if (changed.Length + gone.Length > 0)
            {
                yield return new SnapshotUpdate(false, await ReadAsync(changed, cancellationToken).ConfigureAwait(false), [.. gone]);
            }
        }
    }

    private ImmutableArray<FileState> Look() =>
        [.. _options.Paths.SelectMany(PolicySource.FromPath).Where(source => !_passedOver.Contains(Path.GetFullPath(source.Name))).Select(source => FileState.Of(source.Name))];

    private static async Task<ImmutableArray<SnapshotDocument>> ReadAsync(IReadOnlyCollection<FileState> files, CancellationToken cancellation)
    {
        ImmutableArray<SnapshotDocument>.Builder documents = ImmutableArray.CreateBuilder<SnapshotDocument>(files.Count);
        foreach (FileState file in files)
        {
            documents.Add(new SnapshotDocument(file.Path, await Task.Run(() => Read(file.Path), cancellation).ConfigureAwait(false)));
        }

        return documents.MoveToImmutable();
    }

    private static byte[] Read(string path)
    {
        try
        {
            return WholeInput.ReadFile(path, ReadLimits.Default.MaxYamlBytes);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new IOException($"`{path}` cannot be read: {exception.Message}", exception);
        }
    }

    /// <summary>What of a file changes when it is written.</summary>
    private readonly record struct FileState(string Path, long Length, DateTime WrittenAt)
    {
        public static FileState Of(string path)
        {
            var file = new FileInfo(path);
            FileSystemInfo target = file.ResolveLinkTarget(returnFinalTarget: true) ?? file;
            return target is FileInfo { Exists: true } real ? new FileState(path, real.Length, real.LastWriteTimeUtc) : new FileState(path, -1, default);
        }
    }
}
