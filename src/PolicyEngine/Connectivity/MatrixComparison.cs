using System.Collections.Immutable;
using PolicyEngine.Queries;

namespace PolicyEngine.Connectivity;

/// <summary>Compares two matrices pair by pair. Where nothing but policies differs, nobody looks at pairs whose policies are the same.</summary>
internal sealed class MatrixComparison
{
    private readonly ConnectivityMatrix _old;
    private readonly ConnectivityMatrix _new;
    private readonly ChangedEndpoints? _changed;
    private readonly Predicate<MatrixParty>? _wantsFrom;
    private readonly Predicate<MatrixParty>? _wantsTo;
    private readonly MatrixJudge _oldJudge;
    private readonly MatrixJudge _newJudge;
    private readonly OutsideJudge _oldOutside;
    private readonly OutsideJudge _newOutside;

    private MatrixComparison(ConnectivityMatrix old, ConnectivityMatrix now, ChangedEndpoints? changed, Predicate<MatrixParty>? wantsFrom, Predicate<MatrixParty>? wantsTo)
    {
        // What passes alike is one object for both, which is all that most pairs need to be compared by.
        var passings = new Passings();
        (_wantsFrom, _wantsTo) = (wantsFrom, wantsTo);
        (_old, _new, _changed) = (old, now, changed);
        (_oldJudge, _newJudge) = (old.Judge(passings), now.Judge(passings));
        _oldOutside = new OutsideJudge(_oldJudge, old.SourceSide, old.DestinationSide);
        _newOutside = new OutsideJudge(_newJudge, now.SourceSide, now.DestinationSide);
    }

    /// <summary>The comparison of what two snapshots let pass.</summary>
    /// <param name="before">The snapshot before.</param>
    /// <param name="after">The snapshot after.</param>
    /// <param name="query">What the matrices are to show.</param>
    /// <param name="wantsFrom">Of which pods as sources anybody wants to know; null for all.</param>
    /// <param name="wantsTo">Of which pods as destinations.</param>
    /// <param name="error">Why there is no answer; null where there is one.</param>
    /// <returns>The comparison; null where the query has no answer, and where it is plain that nothing else passes.</returns>
    public static MatrixComparison? Between(
        PolicySnapshot before, PolicySnapshot after, MatrixQuery query, Predicate<MatrixParty>? wantsFrom, Predicate<MatrixParty>? wantsTo, out QueryError? error)
    {
        var changed = ChangedEndpoints.Between(before, after);
        MatrixScope? scope = null;
        if (changed is not null && wantsFrom is not null && wantsTo is not null && query is { From: null, To: null })
        {
            scope = MatrixScope.Of(changed, after.Model, wantsFrom, wantsTo);
            if (scope is null)
            {
                error = null;
                return null;
            }
        }

        if (ConnectivityMatrix.Of(before, query, scope, out error) is not { } old || ConnectivityMatrix.Of(after, query, scope, out error) is not { } now)
        {
            return null;
        }

        // A port that is there on one side alone is a difference like any other.
        error = old.NoPort is null ? null : now.NoPort;
        return error is null ? new MatrixComparison(old, now, changed, wantsFrom, wantsTo) : null;
    }

    /// <summary>The pairs of pods between which something else passes, by source and destination.</summary>
    public IEnumerable<PairChange> Pairs(CancellationToken cancellationToken)
    {
        (int Old, int New)[] all = [.. Together(_old.DestinationSide, _new.DestinationSide).Where(place => IsWanted(place, _old.DestinationSide, _new.DestinationSide, _wantsTo))];
        (int Old, int New)[] changed = _changed is null ? all : [.. all.Where(place => IsChanged(place, _old.DestinationSide, _new.DestinationSide, _changed.AnyIngress))];
        foreach ((int old, int now) in Together(_old.SourceSide, _new.SourceSide))
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (!IsWanted((old, now), _old.SourceSide, _new.SourceSide, _wantsFrom))
            {
                continue;
            }

            bool isWhole = _changed is null || IsChanged((old, now), _old.SourceSide, _new.SourceSide, _changed.AnyEgress);
            var before = new Row(_old, _oldJudge, old, isWhole);
            var after = new Row(_new, _newJudge, now, isWhole);
            foreach ((int oldPlace, int newPlace) in isWhole ? all : changed)
            {
                (Passing? was, Passing? becomes) = (before[oldPlace], after[newPlace]);
                if (!ReferenceEquals(was, becomes) && PairChange.Of(before.Connect(oldPlace, was), after.Connect(newPlace, becomes)) is { } change)
                {
                    yield return change;
                }
            }
        }
    }

    /// <summary>The ranges outside and pods between which something else passes: first those that pods send to.</summary>
    public IEnumerable<PairChange> Ranges(CancellationToken cancellationToken) =>
        Compare(_old.SourceSide, _new.SourceSide, isOutward: true, _oldOutside.Towards, _newOutside.Towards, cancellationToken)
            .Concat(Compare(_old.DestinationSide, _new.DestinationSide, isOutward: false, _oldOutside.From, _newOutside.From, cancellationToken));

    private IEnumerable<PairChange> Compare(
        MatrixSide old,
        MatrixSide now,
        bool isOutward,
        Func<MatrixGroup, (MatrixParty Range, Passing Passing)[]> before,
        Func<MatrixGroup, (MatrixParty Range, Passing Passing)[]> after,
        CancellationToken cancellationToken)
    {
        foreach ((int Old, int New) place in Together(old, now))
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (!IsWanted(place, old, now, isOutward ? _wantsFrom : _wantsTo)
                || (_changed is not null && !IsChanged(place, old, now, isOutward ? _changed.AnyEgress : _changed.AnyIngress)))
            {
                continue;
            }

            (MatrixParty Range, Passing Passing)[] was = place.Old < 0 ? [] : before(old.Groups[place.Old]);
            (MatrixParty Range, Passing Passing)[] becomes = place.New < 0 ? [] : after(now.Groups[place.New]);
            foreach (PairChange change in AreSame(was, becomes) ? [] : RangeChanges.Of(Connections(was, old, place.Old), Connections(becomes, now, place.New), isOutward))
            {
                yield return change;
            }
        }

        List<Connection> Connections((MatrixParty Range, Passing Passing)[] ranges, MatrixSide side, int place) =>
        [
            .. ranges.Where(entry => entry.Passing.IsAny).Select(entry => isOutward
                ? new Connection(side.Groups[place].Party, entry.Range, entry.Passing)
                : new Connection(entry.Range, side.Groups[place].Party, entry.Passing)),
        ];
    }

    private static bool AreSame((MatrixParty Range, Passing Passing)[] one, (MatrixParty Range, Passing Passing)[] other)
    {
        bool same = one.Length == other.Length;
        for (int index = 0; same && index < one.Length; index++)
        {
            same = one[index].Range.Range == other[index].Range.Range && one[index].Passing.Equals(other[index].Passing);
        }

        return same;
    }

    private static bool IsChanged((int Old, int New) place, MatrixSide old, MatrixSide now, Func<MatrixGroup, bool> isChanged) =>
        place.Old < 0 || place.New < 0 || isChanged(old.Groups[place.Old]) || isChanged(now.Groups[place.New]);

    private static bool IsWanted((int Old, int New) place, MatrixSide old, MatrixSide now, Predicate<MatrixParty>? wants) =>
        wants is null || wants((place.New >= 0 ? now.Groups[place.New] : old.Groups[place.Old]).Party);

    /// <summary>The places of each party on either side, by name; -1 where it is not there.</summary>
    private static IEnumerable<(int Old, int New)> Together(MatrixSide one, MatrixSide other)
    {
        (ImmutableArray<MatrixGroup> old, ImmutableArray<MatrixGroup> now) = (one.Groups, other.Groups);
        for ((int left, int right) = (0, 0); left < old.Length || right < now.Length;)
        {
            int order = left == old.Length ? 1 : right == now.Length ? -1 : string.CompareOrdinal(old[left].Party.Name, now[right].Party.Name);
            yield return (order <= 0 ? left : -1, order >= 0 ? right : -1);
            left += order <= 0 ? 1 : 0;
            right += order >= 0 ? 1 : 0;
        }
    }

    /// <summary>What passes from one party of a matrix; nothing where it is not there.</summary>
    private readonly struct Row
    {
        private readonly ConnectivityMatrix _matrix;
        private readonly MatrixJudge _judge;
        private readonly MatrixGroup? _source;
        private readonly int _hidden;
        private readonly Passing?[]? _whole;

        public Row(ConnectivityMatrix matrix, MatrixJudge judge, int place, bool isWhole)
        {
            (_matrix, _judge) = (matrix, judge);
            _source = place < 0 ? null : matrix.SourceSide.Groups[place];
            _hidden = _source is null || matrix.ShowsOwn ? -1 : judge.PlaceOf(_source);
            _whole = isWhole && _source is not null ? judge.Row(_source) : null;
        }

        public Passing? this[int place] => _source is null || place < 0 || place == _hidden ? null : _whole is not null ? _whole[place] : _judge.Between(_source, place);

        public Connection? Connect(int place, Passing? passing) =>
            passing is { IsAny: true } ? new Connection(_source!.Party, _matrix.Destinations[place], passing) : null;
    }
}
