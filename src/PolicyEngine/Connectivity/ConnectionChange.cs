using System.Collections.Immutable;
using PolicyEngine.Queries;
using PolicyEngine.Sets;

namespace PolicyEngine.Connectivity;

/// <summary>A connection that differs between two snapshots.</summary>
/// <param name="Kind">How it differs.</param>
/// <param name="From">The source.</param>
/// <param name="To">The destination.</param>
/// <param name="Old">What was allowed between some of their pods.</param>
/// <param name="New">What is allowed now.</param>
/// <param name="Witness">A flow that is decided otherwise; null where no single pair of pods tells the difference.</param>
/// <param name="Causes">What it comes from.</param>
public sealed record ConnectionChange(
    ChangeKind Kind, MatrixParty From, MatrixParty To, TrafficSet Old, TrafficSet New, ChangeWitness? Witness, ImmutableArray<ChangeCause> Causes);

/// <summary>A flow that two snapshots decide differently: the first pair by name, the smallest port.</summary>
/// <param name="Source">The source, by name.</param>
/// <param name="Destination">The destination, by name.</param>
/// <param name="Traffic">The traffic.</param>
/// <param name="Old">The verdict before; null where one of the two was not there.</param>
/// <param name="New">The verdict now; null where one of the two is gone.</param>
public sealed record ChangeWitness(string Source, string Destination, TrafficPoint Traffic, Verdict? Old, Verdict? New);
