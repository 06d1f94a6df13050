using System.Collections.Immutable;
using Microsoft.Extensions.Primitives;
using PolicyEngine;
using PolicyEngine.AspNetCore.Snapshots;
using PolicyEngine.Cli.Explorer;
using PolicyEngine.Cli.Linting;
using PolicyEngine.Linting;
using PolicyEngine.Text;

namespace Cli.Tests.Explorer;

public sealed class ExplorerDataTests : IDisposable
{
    private readonly FixedSnapshots _snapshots = new();
    private readonly HeldRule _rule = new();
    private readonly ExplorerData _data;

    public ExplorerDataTests() => _data = new ExplorerData(_snapshots, new LintOptions(), Baseline.Empty, [_rule], TimeProvider.System);

    [Fact]
    public async Task All_who_ask_share_one_piece_of_work_and_its_result_is_kept()
    {
        Task<(PublishedSnapshot Published, byte[] Contents)>[] asked = [.. Enumerable.Range(0, 8).Select(_ => _data.GetAsync(CancellationToken.None))];
        _rule.LetGo();
        (PublishedSnapshot Published, byte[] Contents)[] told = await Task.WhenAll(asked);
        (_, byte[] later) = await _data.GetAsync(CancellationToken.None);

        Assert.All(told, one => Assert.Same(later, one.Contents));
        Assert.Equal(1, _rule.Runs);
    }

    [Fact]
    public async Task Who_leaves_takes_nothing_from_those_who_stay()
    {
        using var leaving = new CancellationTokenSource();
        Task left = _data.GetAsync(leaving.Token);
        Task<(PublishedSnapshot, byte[])> stays = _data.GetAsync(CancellationToken.None);

        await leaving.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => left);
        _rule.LetGo();

        Assert.NotEmpty((await stays).Item2);
        Assert.Equal(1, _rule.Runs);
    }

    [Fact]
    public async Task What_somebody_waits_for_is_finished_and_the_next_who_asks_gets_the_next_snapshot()
    {
        PublishedSnapshot first = _snapshots.Current;
        Task<(PublishedSnapshot Published, byte[] Contents)> asked = _data.GetAsync(CancellationToken.None);
        _snapshots.Publish("second");
        Task<(PublishedSnapshot Published, byte[] Contents)> meanwhile = _data.GetAsync(CancellationToken.None);
        _rule.LetGo();

        Assert.Same(first, (await asked).Published);
        Assert.Same(first, (await meanwhile).Published);
        Assert.Equal("second", (await _data.GetAsync(CancellationToken.None)).Published.RevisionId);
        Assert.Equal(2, _rule.Runs);
    }

    [Fact]
    public async Task What_nobody_waits_for_is_given_up_when_its_snapshot_is_replaced()
    {
        using var leaving = new CancellationTokenSource();
        Task left = _data.GetAsync(leaving.Token);
        await _rule.Begun;
        await leaving.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => left);

        _snapshots.Publish("second");
        await _rule.Stopped;
        _rule.LetGo();

        Assert.Equal("second", (await _data.GetAsync(CancellationToken.None)).Published.RevisionId);
    }

    public void Dispose()
    {
        _data.Dispose();
        _snapshots.Dispose();
    }

    /// <summary>Publishes what a test says.</summary>
    private sealed class FixedSnapshots : IPolicySnapshotProvider, IDisposable
    {
        private CancellationTokenSource _replaced = new();

        public FixedSnapshots() => Current = Of("first");

        public PublishedSnapshot Current { get; private set; }

        public SnapshotStatus Status { get; } = new(SnapshotStatusKind.Current, DateTimeOffset.UnixEpoch, "", []);

        public void Publish(string revision)
        {
            CancellationTokenSource replaced = _replaced;
            _replaced = new CancellationTokenSource();
            Current = Of(revision);
            replaced.Cancel();
            replaced.Dispose();
        }

        public void Dispose() => _replaced.Dispose();

        private PublishedSnapshot Of(string revision) =>
            new(new PolicyLoader().Load([]).Snapshot, revision, DateTimeOffset.UnixEpoch, ImmutableArray<Diagnostic>.Empty, new CancellationChangeToken(_replaced.Token));
    }
}
