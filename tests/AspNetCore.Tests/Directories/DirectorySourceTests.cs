using AspNetCore.Tests.Snapshots;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using PolicyEngine.AspNetCore.Directories;
using PolicyEngine.AspNetCore.Snapshots;

namespace AspNetCore.Tests.Directories;

public sealed class DirectorySourceTests : IDisposable
{
    private const string Policy = "{apiVersion: networking.k8s.io/v1, kind: NetworkPolicy, metadata: {name: p, namespace: shop}, spec: {podSelector: {}}}";

    private readonly DirectoryInfo _root = Directory.CreateTempSubdirectory("policies-");

    public void Dispose() => _root.Delete(recursive: true);

    [Fact]
    public async Task The_host_starts_with_the_files_that_are_there()
    {
        Write("p.yaml", Policy);
        await using RunningHost host = await StartAsync();
        Assert.Equal("p", Assert.Single(host.Snapshots.Current.Snapshot.Model.Policies).Name.Name);
    }

    [Fact]
    public async Task A_file_that_is_written_deleted_or_put_into_a_new_directory_makes_a_new_snapshot()
    {
        Write("p.yaml", Policy);
        await using RunningHost host = await StartAsync();
        Write("deeper/still/q.yaml", Policy.Replace("name: p", "name: q", StringComparison.Ordinal));
        await host.WaitAsync(snapshots => snapshots.Current.Snapshot.Model.Policies.Length == 2);
        Write("p.yaml", Policy.Replace("name: p", "name: r", StringComparison.Ordinal));
        await host.WaitAsync(snapshots => snapshots.Current.Snapshot.Model.Policies.Any(policy => policy.Name.Name == "r"));
        File.Delete(Path.Combine(_root.FullName, "deeper/still/q.yaml"));
        await host.WaitAsync(snapshots => snapshots.Current.Snapshot.Model.Policies.Length == 1);
    }

    [Fact]
    public async Task An_object_that_is_given_again_in_another_file_is_an_error_until_it_is_in_one_alone()
    {
        Write("p.yaml", Policy);
        Write("q.yaml", Policy.Replace("name: p", "name: q", StringComparison.Ordinal));
        await using RunningHost host = await StartAsync();
        Write("q.yaml", Policy.Replace("{}", "{matchLabels: {moved: here}}", StringComparison.Ordinal));
        await host.WaitAsync(snapshots => snapshots.Status.Kind == SnapshotStatusKind.Stale);
        Assert.Equal("PE3010", Assert.Single(host.Snapshots.Status.Diagnostics).Code);
        File.Delete(Path.Combine(_root.FullName, "p.yaml"));
        PublishedSnapshot now = await host.WaitAsync(snapshots => snapshots.Status.Kind == SnapshotStatusKind.Current);
        Assert.EndsWith("q.yaml", Assert.Single(now.Snapshot.Model.Policies).Span.File, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Only_a_file_that_has_changed_is_read_again()
    {
        Write("p.yaml", Policy);
        Write("q.yaml", Policy.Replace("name: p", "name: q", StringComparison.Ordinal));
        var options = new DirectoryOptions { QuietPeriod = TimeSpan.FromMilliseconds(500), LookEvery = TimeSpan.FromMilliseconds(100) };
        options.Paths.Add(_root.FullName);
        await using IAsyncEnumerator<SnapshotUpdate> updates = new DirectorySource(Options.Create(options), TimeProvider.System, NullLogger<DirectorySource>.Instance).FollowAsync(CancellationToken.None).GetAsyncEnumerator();
        Assert.True(await updates.MoveNextAsync());
        Assert.Equal((true, 2), (updates.Current.IsComplete, updates.Current.Documents.Length));
        Write("q.yaml", Policy.Replace("name: p", "name: next", StringComparison.Ordinal));
        File.Delete(Path.Combine(_root.FullName, "p.yaml"));
        Assert.True(await updates.MoveNextAsync());
        Assert.False(updates.Current.IsComplete);
        Assert.EndsWith("q.yaml", Assert.Single(updates.Current.Documents).Name, StringComparison.Ordinal);
        Assert.EndsWith("p.yaml", Assert.Single(updates.Current.Removed), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_volume_of_a_ConfigMap_is_read_anew_when_its_link_is_turned_to_another_directory()
    {
        Write("..1/p.yaml", Policy);
        Write("..2/p.yaml", Policy.Replace("name: p", "name: next", StringComparison.Ordinal));
        string data = Path.Combine(_root.FullName, "..data");
        Directory.CreateSymbolicLink(data, "..1");
        File.CreateSymbolicLink(Path.Combine(_root.FullName, "p.yaml"), Path.Combine("..data", "p.yaml"));
        await using RunningHost host = await StartAsync();
        Assert.Equal("p", Assert.Single(host.Snapshots.Current.Snapshot.Model.Policies).Name.Name);
        Directory.CreateSymbolicLink(data + "_tmp", "..2");
        Directory.Delete(data);
        Directory.Move(data + "_tmp", data);
        await host.WaitAsync(snapshots => snapshots.Current.Snapshot.Model.Policies is [{ Name.Name: "next" }]);
    }

    [Fact]
    public async Task A_file_with_errors_leaves_the_last_good_snapshot_until_it_is_mended()
    {
        Write("p.yaml", Policy);
        await using RunningHost host = await StartAsync();
        PublishedSnapshot good = host.Snapshots.Current;
        Write("p.yaml", "kind: [");
        await host.WaitAsync(snapshots => snapshots.Status.Kind == SnapshotStatusKind.Stale);
        Assert.Same(good, host.Snapshots.Current);
        Assert.StartsWith(Path.Combine(_root.FullName, "p.yaml"), host.Snapshots.Status.Diagnostics[0].Span.File, StringComparison.Ordinal);
        Write("p.yaml", Policy);
        await host.WaitAsync(snapshots => snapshots.Status.Kind == SnapshotStatusKind.Current);
        Assert.Same(good, host.Snapshots.Current);
    }

    [Fact]
    public async Task A_file_that_cannot_be_read_is_named()
    {
        Write("p.yaml", Policy);
        await using RunningHost host = await StartAsync();
        string path = Path.Combine(_root.FullName, "q.yaml");
        using var locked = new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.None);
        await host.WaitAsync(snapshots => snapshots.Status.Kind == SnapshotStatusKind.Stale);
        Assert.StartsWith($"`{path}` cannot be read: ", host.Snapshots.Status.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_directory_that_appears_later_is_found_by_looking()
    {
        string later = Path.Combine(_root.FullName, "later");
        await using RunningHost host = await StartAsync(later);
        Assert.Equal(SnapshotStatusKind.Stale, (host.Snapshots.Current.RevisionId, host.Snapshots.Status).Status.Kind);
        Write("later/p.yaml", Policy);
        await host.WaitAsync(snapshots => snapshots.Current.Snapshot.Model.Policies.Length == 1);
    }

    [Fact]
    public async Task A_directory_without_files_is_told_of_and_followed()
    {
        using var log = new KeptLog();
        await using RunningHost host = await StartAsync(_root.FullName, log);
        Assert.Equal($"There is no file to read in {_root.FullName} yet", Assert.Single(log.Warnings).Message);
        Write("p.yaml", Policy);
        await host.WaitAsync(snapshots => snapshots.Current.Snapshot.Model.Policies.Length == 1);
    }

    private Task<RunningHost> StartAsync() => StartAsync(_root.FullName);

    private static Task<RunningHost> StartAsync(string path, KeptLog? log = null) => RunningHost.StartAsync(services =>
    {
        if (log is not null)
        {
            services.AddLogging(logging => logging.AddProvider(log));
        }

        services.AddPolicyDirectory(options =>
        {
            options.Paths.Add(path);
            options.QuietPeriod = TimeSpan.FromMilliseconds(20);
            options.LookEvery = TimeSpan.FromMilliseconds(100);
        });
        services.Configure<SnapshotOptions>(options => (options.StartTimeout, options.FirstPause, options.LongestPause) = (TimeSpan.FromSeconds(2), TimeSpan.FromMilliseconds(20), TimeSpan.FromMilliseconds(50)));
    });

    private void Write(string path, string text)
    {
        string full = Path.Combine(_root.FullName, path);
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        File.WriteAllText(full, text);
    }
}
