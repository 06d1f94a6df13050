using PolicyEngine.Renderers.Reading;
using PolicyEngine.Renderers.Reading.Ipsets;
using PolicyEngine.Renderers.Reading.Iptables;
using PolicyEngine.Sets;

namespace Fuzzing.Tests;

/// <summary>What <c>ipset save</c> writes.</summary>
internal sealed class IpsetTarget : RulesetTarget
{
    private const string Rules = """
        *filter
        :FORWARD ACCEPT [0:0]
        -A FORWARD -m set --match-set a src -j DROP
        -A FORWARD -m set --match-set b dst,dst -j DROP
        -A FORWARD -m set ! --match-set c src,dst -j DROP
        COMMIT
        """;

    public override string Name => "ipset";

    protected override IEnumerable<LoadedRuleset> Load(string text) => [IptablesReader.Read(Rules, IpFamily.V4, IpsetReader.Read(text).Sets)];
}
