using System.Collections.Immutable;
using FsCheck;
using FsCheck.Fluent;
using PolicyEngine.Testing.Documents;

namespace PolicyEngine.Testing.Generation;

/// <summary>Calico's NetworkPolicies in the default tier.</summary>
internal sealed class CalicoPolicyGenerator(Vocabulary words)
{
    private readonly SelectorGenerator _selectors = new(words);

    public Gen<Manifest> Policy(string @namespace, string name) =>
        from order in Draw.Maybe(60, Gen.Elements(1, 100, 5000))
        from subject in _selectors.Pods
        from directions in GovernedDirections.Some(Rule("source"), Rule("destination"))
        select new Manifest("projectcalico.org/v3", "NetworkPolicy", @namespace, name, new Fields(new Field("spec", new Fields(
        [
            .. order.Select(number => new Field("order", number, IsOptional: true)),
            new Field("selector", subject),
            new Field("types", directions.Types),
            .. directions.Rules,
        ]))));

    /// <param name="side">The side of the traffic that the policy does not govern.</param>
    private Gen<Part> Rule(string side) =>
        from action in Gen.Frequency((5, Gen.Constant("Allow")), (3, Gen.Constant("Deny")), (1, Gen.Constant("Pass")), (1, Gen.Constant("Log")))
        from peer in Peer()
        from ports in Draw.Maybe(50, Draw.From(words.Ports))
        let port = ports.Select(port => new Field("ports", new Items([port.Number], Least: 1), IsOptional: true))
        select (Part)new Fields(
        [
            new Field("action", action),
            .. ports.Select(port => new Field("protocol", port.Protocol.Name)),
            .. Entity(side, side == "destination" ? [.. peer, .. port] : peer),
            .. side == "destination" ? [] : Entity("destination", [.. port]),
        ]);

    private static IEnumerable<Field> Entity(string side, ImmutableArray<Field> conditions) =>
        conditions.IsEmpty ? [] : [new Field(side, new Fields(conditions), IsOptional: true)];

    private Gen<ImmutableArray<Field>> Peer() => Gen.Frequency(
        (2, Gen.Constant(ImmutableArray<Field>.Empty)),
        (4, _selectors.Pods.Select(pods => ImmutableArray.Create(new Field("selector", pods, IsOptional: true)))),
        (2, from pods in _selectors.Pods
            from spaces in _selectors.Namespaces
            select ImmutableArray.Create(new Field("namespaceSelector", spaces, IsOptional: true), new Field("selector", pods, IsOptional: true))),
        (2, Draw.Some(Draw.From(words.Blocks).Select(block => (Part)block), 1, 2).Select(blocks => ImmutableArray.Create(new Field("nets", new Items(blocks, Least: 1), IsOptional: true)))));
}
