using PolicyEngine.Renderers.Reading;
using PolicyEngine.Renderers.Reading.Ipsets;
using PolicyEngine.Renderers.Reading.Iptables;
using PolicyEngine.Sets;

namespace Fuzzing.Tests;

/// <summary>What <c>iptables-save</c> and <c>ip6tables-save</c> write.</summary>
internal sealed class IptablesTarget : RulesetTarget
{
    private static readonly LoadedIpsets s_sets = IpsetReader.Read("create a hash:net family inet\nadd a 10.0.0.0/8\ncreate b hash:ip,port family inet\nadd b 10.0.2.7,tcp:5432\n");

    public override string Name => "iptables";

    protected override IEnumerable<LoadedRuleset> Load(string text) =>
        [IptablesReader.Read(text, IpFamily.V4, s_sets.Sets), IptablesReader.Read(text, IpFamily.V6, s_sets.Sets)];
}
