using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using PolicyEngine.Compilation;
using PolicyEngine.Model;

namespace PolicyEngine.Queries;

/// <summary>
/// Decisions of profiles, named as the endpoints at hand name them, each made once: as many as there are rules of profiles and
/// profiles that have them. Safe for any number of threads.
/// </summary>
internal sealed class OwnDecisions
{
    private readonly ConcurrentDictionary<Key, Decision> _made = new();

    /// <summary>The decision with the endpoint's own profile: the same object for all endpoints that have that profile.</summary>
    public Decision Of(Decision shared, Endpoint? endpoint)
    {
        Decision own = OwnProfile.In(shared, endpoint);
        return ReferenceEquals(own, shared) ? shared : _made.GetOrAdd(new Key(own), own);
    }

    /// <summary>All that tells decisions of profiles apart. Rules, stages and profiles are compared by reference.</summary>
    private readonly struct Key(Decision decision) : IEquatable<Key>
    {
        private readonly Decision _decision = decision;

        public bool Equals(Key other) =>
            ReferenceEquals(_decision.Profile, other._decision.Profile)
            && ReferenceEquals(_decision.Rule, other._decision.Rule)
            && ReferenceEquals(_decision.Stage, other._decision.Stage)
            && ReferenceEquals(_decision.Fault, other._decision.Fault)
            && _decision.Outcome == other._decision.Outcome
            && _decision.Reason == other._decision.Reason;

        public override bool Equals(object? obj) => obj is Key other && Equals(other);

        public override int GetHashCode() => HashCode.Combine(RuntimeHelpers.GetHashCode(_decision.Profile), RuntimeHelpers.GetHashCode(_decision.Rule), _decision.Outcome);
    }
}
