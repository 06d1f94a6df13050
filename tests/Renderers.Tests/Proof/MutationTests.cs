using System.Text.RegularExpressions;
using PolicyEngine.Model;
using PolicyEngine.Renderers.Acl;
using PolicyEngine.Renderers.Acl.Hns;
using PolicyEngine.Renderers.Acl.Ios;
using PolicyEngine.Renderers.Acl.Proof;
using PolicyEngine.Renderers.Acl.Yang;
using PolicyEngine.Renderers.Decisions;
using PolicyEngine.Renderers.Iptables;
using PolicyEngine.Renderers.Nftables;
using PolicyEngine.Renderers.Proof;
using PolicyEngine.Renderers.Reading;
using PolicyEngine.Renderers.Reading.Ipsets;
using PolicyEngine.Renderers.Reading.Iptables;
using PolicyEngine.Renderers.Reading.Nft;
using PolicyEngine.Sets;

namespace PolicyEngine.Renderers.Tests.Proof;

/// <summary>The proof finds every error in a list of those that a renderer could make.</summary>
public sealed partial class MutationTests
{
    private static readonly PolicySnapshot s_snapshot = ShopWorld.Load();
    private static readonly RenderRequest s_request = new() { Node = ShopWorld.Node };

    public static TheoryData<string, string> Errors
    {
        get
        {
            var errors = new TheoryData<string, string>();
            foreach (string target in RenderTarget.All)
            {
                foreach ((string name, _, _) in ErrorsOf(target))
                {
                    errors.Add(target, name);
                }
            }

            return errors;
        }
    }

    public static TheoryData<string> ErrorsInGroups => [.. Mutations.Groups.Select(error => error.Name)];

    public static TheoryData<string> ErrorsInTiers => [.. Mutations.Tiers.Select(error => error.Name)];

    [Theory]
    [InlineData(RenderTarget.Iptables)]
    [InlineData(RenderTarget.Nftables)]
    [InlineData(RenderTarget.Ios)]
    [InlineData(RenderTarget.Rfc8519)]
    [InlineData(RenderTarget.Hns)]
    public void Without_an_error_nothing_is_found(string target) => Assert.Empty(Found(target, text => text));

    [Theory]
    [MemberData(nameof(Errors))]
    public void An_error_is_found(string target, string name)
    {
        (string _, string from, string to) = ErrorsOf(target).Single(error => error.Name == name);
        bool isMade = false;
        IReadOnlyCollection<string> found = Found(target, text =>
        {
            int place = text.IndexOf(from, StringComparison.Ordinal);
            isMade |= place >= 0;
            return place < 0 ? text : string.Concat(text.AsSpan(0, place), to, text.AsSpan(place + from.Length));
        });

        Assert.True(isMade, "the text has no such place");
        Assert.NotEmpty(found);
    }

    [Theory]
    [MemberData(nameof(ErrorsInTiers))]
    public void An_error_in_tiers_is_found(string name)
    {
        (string _, string from, string to) = Mutations.Tiers.Single(error => error.Name == name);
        string text = Tiers();
        int place = text.IndexOf(from, StringComparison.Ordinal);

        Assert.True(place >= 0, "the text has no such place");
        Assert.Empty(FoundInTiers(text));
        Assert.NotEmpty(FoundInTiers(string.Concat(text.AsSpan(0, place), to, text.AsSpan(place + from.Length))));
    }

    [Theory]
    [MemberData(nameof(ErrorsInGroups))]
    public void An_error_in_object_groups_is_found(string name)
    {
        (string _, string from, string to) = Mutations.Groups.Single(error => error.Name == name);
        Endpoint[] endpoints = [.. s_snapshot.Model.Endpoints.Where(endpoint => endpoint.Node == ShopWorld.Node)];
        var losses = new LossCollector();
        (ScopeDecision Ingress, ScopeDecision Egress) decisions = AclRequest.Decide(new ScopeDecisionBuilder(s_snapshot), new RenderScope("policy", [.. endpoints]), losses).Single();
        string text = IosWriter.Write("policy", decisions.Ingress, decisions.Egress, usesGroups: true, losses);
        int place = text.IndexOf(from, StringComparison.Ordinal);

        Assert.True(place >= 0, "the text has no such place");
        Assert.Empty(Found(text));
        Assert.NotEmpty(Found(string.Concat(text.AsSpan(0, place), to, text.AsSpan(place + from.Length))));

        IReadOnlyCollection<string> Found(string list)
        {
            var differences = new DifferenceList();
            IosRenderer.Prove(differences, "ios", "policy", list, decisions, losses);
            RenderResult result = differences.AddTo(new RenderResult([], []));
            return [.. result.Unproved, .. result.Differences.Select(difference => difference.ToString())];
        }
    }

    private static string Tiers()
    {
        var request = new RenderRequest { Endpoints = [.. s_snapshot.Model.Endpoints.Where(endpoint => endpoint.Name == "db")], Form = AclForm.Tiered };
        return new HnsRenderer().Render(s_snapshot, request).Parts.Single().Text;
    }

    private static IReadOnlyCollection<string> FoundInTiers(string text)
    {
        Endpoint endpoint = s_snapshot.Model.Endpoints.Single(endpoint => endpoint.Name == "db");
        var (losses, differences) = (new LossCollector(), new DifferenceList());
        (ScopeDecision Ingress, ScopeDecision Egress) decisions = AclRequest.Decide(new ScopeDecisionBuilder(s_snapshot), new RenderScope("policy", [endpoint]), losses).Single();
        losses.Sayable(decisions.Egress, HnsLists.ReasonAgainst);
        HnsRenderer.Prove(differences, "hns", text, decisions, losses, AclForm.Tiered);
        RenderResult result = differences.AddTo(new RenderResult([], []));
        return [.. result.Unproved, .. result.Differences.Select(difference => difference.ToString())];
    }

    private static (string Name, string From, string To)[] ErrorsOf(string target) => target switch
    {
        RenderTarget.Iptables => Mutations.Iptables,
        RenderTarget.Nftables => Mutations.Nftables,
        RenderTarget.Ios => Mutations.Ios,
        RenderTarget.Rfc8519 => Mutations.Rfc8519,
        _ => Mutations.Hns,
    };

    private static IReadOnlyCollection<string> Found(string target, Func<string, string> mutate)
    {
        RenderResult result = target switch
        {
            RenderTarget.Iptables => ProveIptables(mutate),
            RenderTarget.Nftables => ProveNftables(mutate),
            _ => ProveLists(target, mutate),
        };
        return [.. result.Unproved, .. result.Differences.Select(difference => difference.ToString())];
    }

    private static RenderResult ProveIptables(Func<string, string> mutate)
    {
        RenderResult rendered = new IptablesRenderer().Render(s_snapshot, s_request);
        LoadedRuleset ruleset = IptablesReader.Read(mutate(WithoutComments(Text(rendered, "iptables.v4"))), IpFamily.V4, IpsetReader.Read(mutate(Text(rendered, "ipset.v4"))).Sets);
        return ProveNode(ruleset);
    }

    private static RenderResult ProveNftables(Func<string, string> mutate) =>
        ProveNode(NftScriptReader.Read(mutate(WithoutComments(Text(new NftablesRenderer().Render(s_snapshot, s_request), "nft.v4")))));

    private static RenderResult ProveNode(LoadedRuleset ruleset)
    {
        Assert.Empty(ruleset.Problems);
        return NodeProof.Prove(new RenderResult([], []), s_snapshot, NodeRequest.StateOf(s_snapshot, s_request), ruleset, IpFamily.V4, "rules", default);
    }

    private static RenderResult ProveLists(string target, Func<string, string> mutate)
    {
        Endpoint[] endpoints = [.. s_snapshot.Model.Endpoints.Where(endpoint => endpoint.Node == ShopWorld.Node)];
        endpoints = target == RenderTarget.Hns ? [.. endpoints.Where(endpoint => endpoint.Name == "db")] : endpoints;
        var losses = new LossCollector();
        var differences = new DifferenceList { TellsReplies = target != RenderTarget.Rfc8519 };
        (ScopeDecision Ingress, ScopeDecision Egress) decisions = AclRequest.Decide(new ScopeDecisionBuilder(s_snapshot), new RenderScope("policy", [.. endpoints]), losses).Single();
        switch (target)
        {
            case RenderTarget.Ios:
                IosRenderer.Prove(differences, "ios", "policy", mutate(IosWriter.Write("policy", decisions.Ingress, decisions.Egress, usesGroups: false, losses)), decisions, losses);
                break;
            case RenderTarget.Rfc8519:
                YangAclRenderer.Prove(differences, "rfc8519", "policy", mutate(YangAclWriter.Write("policy", [decisions.Ingress, decisions.Egress], losses)), decisions, losses);
                break;
            default:
                HnsRenderer.Prove(differences, "hns", mutate(HnsWriter.Write([decisions.Ingress, decisions.Egress], [], losses)), decisions, losses, AclForm.Flat);
                break;
        }

        return differences.AddTo(new RenderResult([], []));
    }

    private static string Text(RenderResult result, string part) => result.Parts.Single(known => known.Name == part).Text;

    private static string WithoutComments(string text) => Comment().Replace(text, "");

    [GeneratedRegex("( -m comment --comment| comment) \"[^\"]*\"", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Comment();
}
