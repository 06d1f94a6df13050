using System.Collections.Immutable;
using PolicyEngine.Model;
using PolicyEngine.Sets;

namespace PolicyEngine.Renderers.Acl.Hns.Tiers;

/// <summary>A tier as an endpoint of HNS gets it: the first rule that matches decides, or passes to the next tier.</summary>
/// <param name="Name">The name.</param>
/// <param name="Rules">The rules; the last one matches everything.</param>
internal sealed record HnsTier(string Name, ImmutableArray<HnsTierRule> Rules);

/// <summary>A rule of a tier.</summary>
/// <param name="Id">Where it comes from.</param>
/// <param name="Action">Allow, Deny or Pass.</param>
/// <param name="Remote">The addresses on the other side.</param>
/// <param name="Traffic">The traffic.</param>
internal sealed record HnsTierRule(string Id, RuleAction Action, AddressSet Remote, TrafficSet Traffic);
