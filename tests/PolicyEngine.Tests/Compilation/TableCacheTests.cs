using PolicyEngine.Compilation;
using PolicyEngine.Model;
using PolicyEngine.Selectors;
using PolicyEngine.Sets;
using PolicyEngine.Text;

namespace PolicyEngine.Tests.Compilation;

public sealed class TableCacheTests
{
    private const int Chains = 40;
    private const int Classes = 50;

    private readonly AddressClass[] _classes = [.. Enumerable.Range(0, Classes).Select(ClassOf)];
    private readonly PolicyChain[] _chains = [.. Enumerable.Range(0, Chains).Select(id => ChainOf(id, IpFamilies.V4))];

    [Fact]
    public void What_was_made_is_found_and_nothing_else_is()
    {
        var cache = new TableCache(capacity: 100_000);
        var made = new Dictionary<(int, int), DecisionTable>();
        for (int number = 0; number < Chains * Classes; number += 3)
        {
            (int chain, int peer) = int.DivRem(number, Classes);
            made[(chain, peer)] = cache.Make(_chains[chain], _classes[0], _classes[peer]);
        }

        for (int chain = 0; chain < Chains; chain++)
        {
            for (int peer = 0; peer < Classes; peer++)
            {
                Assert.Same(made.GetValueOrDefault((chain, peer)), cache.Find(_chains[chain].Id, -1, peer));
                Assert.Null(cache.Find(_chains[chain].Id, 0, peer));
            }
        }
    }

    [Fact]
    public void A_full_cache_is_emptied_and_goes_on()
    {
        var cache = new TableCache(capacity: 10);
        for (int peer = 0; peer < Classes; peer++)
        {
            DecisionTable made = cache.Make(_chains[0], _classes[0], _classes[peer]);
            Assert.Same(made, cache.Find(_chains[0].Id, -1, peer));
        }

        Assert.InRange(Enumerable.Range(0, Classes).Count(peer => cache.Find(_chains[0].Id, -1, peer) is not null), 1, 10);
    }

    [Fact]
    public void A_chain_that_asks_nothing_of_peers_has_one_table_for_all()
    {
        var cache = new TableCache(capacity: 100_000);
        PolicyChain chain = ChainOf(1, IpFamilies.Both);

        DecisionTable made = cache.Make(chain, _classes[0], _classes[1]);

        Assert.False(PolicyChain.UsesPeerOf(chain.Id));
        Assert.Same(made, cache.Make(chain, _classes[0], _classes[2]));
        Assert.Same(made, cache.Find(chain.Id, -1, -1));
    }

    [Fact]
    public async Task Threads_that_make_and_find_at_once_see_only_the_right_tables()
    {
        var cache = new TableCache(capacity: 100_000);
        DecisionTable[] expected = [.. _chains.Select(chain => cache.Make(chain, _classes[0], _classes[0]))];
        await Task.WhenAll(Enumerable.Range(0, 4).Select(thread => Task.Run(() =>
        {
            for (int step = 0; step < 20_000; step++)
            {
                int chain = (step * 7 + thread) % Chains;
                int peer = (step * 13 + thread) % Classes;
                DecisionTable table = cache.Find(_chains[chain].Id, -1, peer) ?? cache.Make(_chains[chain], _classes[0], _classes[peer]);
                Assert.Same(expected[chain], table);
            }
        })));
    }

    /// <summary>A chain of a profile with one rule.</summary>
    private static PolicyChain ChainOf(int id, IpFamilies families)
    {
        var rule = new Rule { Action = RuleAction.Deny, Families = families, Path = "ingress[0]", Span = SourceSpan.None };
        PolicyModel model = new PolicyLoader().Load([]).Snapshot.Model;
        var predicates = new PredicateTable(model.Nodes);
        var profile = new Profile("p", LabelSet.Empty, [rule], [], SourceSpan.None);
        return new PolicyChain(id, ChainForm.WorkloadIngress, [], [new CompiledProfile(profile, new CompiledRules(profile.Ingress, profile.Egress, predicates, new HttpCriteria(model, predicates)))]);
    }

    private static AddressClass ClassOf(int id)
    {
        Signature none = new SignatureTable().Empty;
        return new AddressClass
        {
            Id = id,
            Family = IpFamily.V4,
            IsAddressKnown = true,
            Selectors = none,
            AddressSets = none,
            PossibleSelectors = none,
            PossibleAddressSets = none,
            Owners = [],
        };
    }
}
