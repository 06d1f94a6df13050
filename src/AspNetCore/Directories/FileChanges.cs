using System.Threading.Channels;

namespace PolicyEngine.AspNetCore.Directories;

/// <summary>Tells that something may have changed below some paths. What the system forgets to tell is found by looking now and then.</summary>
internal sealed class FileChanges : IDisposable
{
    private readonly Channel<bool> _signals = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private readonly List<FileSystemWatcher> _watchers = [];

    public FileChanges(IEnumerable<string> paths)
    {
        foreach (string path in paths)
        {
            bool isDirectory = Directory.Exists(path);
            string directory = isDirectory ? path : Path.GetDirectoryName(Path.GetFullPath(path))!;
            if (!Directory.Exists(directory))
            {
                continue;
            }

            if (Watch(directory, isDirectory) is { } watcher)
            {
                _watchers.Add(watcher);
            }
        }
    }

    /// <summary>Waits for a change, at most for a time; then until nothing has changed for another.</summary>
    public async Task WaitAsync(TimeSpan atMost, TimeSpan quiet, TimeProvider time, CancellationToken cancellation)
    {
        if (!await HasSignalWithinAsync(atMost, time, cancellation).ConfigureAwait(false))
        {
            return;
        }

        while (await HasSignalWithinAsync(quiet, time, cancellation).ConfigureAwait(false))
        {
        }
    }

    public void Dispose() => _watchers.ForEach(watcher => watcher.Dispose());

    /// <summary>Null where the system has no more to give to those who watch.</summary>
    private FileSystemWatcher? Watch(string directory, bool isDeep)
    {
        var watcher = new FileSystemWatcher(directory)
        {
            IncludeSubdirectories = isDeep,
            NotifyFilter = NotifyFilters.FileName | NotifyFilters.DirectoryName | NotifyFilters.LastWrite | NotifyFilters.Size,
        };
        watcher.Changed += Signal;
        watcher.Created += Signal;
        watcher.Deleted += Signal;
        watcher.Renamed += Signal;
        watcher.Error += (_, _) => _signals.Writer.TryWrite(true);
        try
        {
            watcher.EnableRaisingEvents = true;
            return watcher;
        }
        catch (IOException)
        {
            watcher.Dispose();
            return null;
        }
    }

    private void Signal(object sender, FileSystemEventArgs change) => _signals.Writer.TryWrite(true);

    private async Task<bool> HasSignalWithinAsync(TimeSpan atMost, TimeProvider time, CancellationToken cancellation)
    {
        using var passed = new CancellationTokenSource(atMost, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellation, passed.Token);
        try
        {
            return await _signals.Reader.ReadAsync(either.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return false;
        }
    }
}
