using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using PolicyEngine.Compilation;
using PolicyEngine.Model;

namespace PolicyEngine.Queries;

/// <summary>Decisions of profiles, named as the endpoints at hand name them, each made once. Safe for any number of threads.</summary>
internal sealed class OwnDecisions
{
    private readonly ConcurrentDictionary<Key, Decision> _made = new();

    /// <summary>The decision with the endpoint's own profile: the same object for all endpoints that have that profile.</summary>
    public Decision Of(Decision shared, Endpoint? endpoint)
    {
        Decision own = OwnProfile.In(shared, endpoint);
        return ReferenceEquals(own, shared) ? shared : _made.GetOrAdd(new Key(shared, own.Profile!), own);
    }

    /// <summary>Compared by reference.</summary>
    private readonly struct Key(Decision shared, Profile own) : IEquatable<Key>
    {
        private readonly Decision _shared = shared;
        private readonly Profile _own = own;

        public bool Equals(Key other) => ReferenceEquals(_shared, other._shared) && ReferenceEquals(_own, other._own);

        public override bool Equals(object? obj) => obj is Key other && Equals(other);

        public override int GetHashCode() => HashCode.Combine(RuntimeHelpers.GetHashCode(_shared), RuntimeHelpers.GetHashCode(_own));
    }
}
