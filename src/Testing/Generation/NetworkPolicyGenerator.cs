using System.Collections.Immutable;
using FsCheck;
using FsCheck.Fluent;
using PolicyEngine.Testing.Documents;

namespace PolicyEngine.Testing.Generation;

/// <summary>NetworkPolicies of Kubernetes.</summary>
internal sealed class NetworkPolicyGenerator(Vocabulary words)
{
    public Gen<Manifest> Policy(string @namespace, string name) =>
        from subject in LabelSelectorGenerator.Selectors(words.PodLabels)
        from directions in GovernedDirections.Some(Rule("from"), Rule("to"))
        select new Manifest("networking.k8s.io/v1", "NetworkPolicy", @namespace, name, new Fields(new Field("spec", new Fields(
        [
            new Field("podSelector", subject),
            new Field("policyTypes", directions.Types),
            .. directions.Rules,
        ]))));

    private Gen<Part> Rule(string side) =>
        from peers in Draw.Some(Peer(), 0, 2)
        from ports in Draw.Some(Port(), 0, 2)
        select (Part)new Fields(
        [
            .. peers.IsEmpty ? [] : (Field[])[new Field(side, new Items(peers, Least: 1), IsOptional: true)],
            .. ports.IsEmpty ? [] : (Field[])[new Field("ports", new Items(ports, Least: 1), IsOptional: true)],
        ]);

    private Gen<Part> Peer()
    {
        Gen<Fields> pods = LabelSelectorGenerator.Selectors(words.PodLabels);
        Gen<Fields> namespaces = LabelSelectorGenerator.Selectors(words.NamespaceLabels);
        return Gen.Frequency(
            (3, pods.Select(selector => (Part)new Fields(new Field("podSelector", selector)))),
            (3, namespaces.Select(selector => (Part)new Fields(new Field("namespaceSelector", selector)))),
            (2, from pod in pods
                from space in namespaces
                select (Part)new Fields(new Field("namespaceSelector", space), new Field("podSelector", pod, IsOptional: true))),
            (2, Block()));
    }

    private Gen<Part> Block() =>
        from block in Draw.From(words.Blocks)
        from except in Draw.Maybe(30, Draw.From(words.Blocks))
        select (Part)new Fields(new Field("ipBlock", new Fields(
        [
            new Field("cidr", block),
            .. except.Where(inner => block == words.Blocks[0] && inner != block).Select(inner => new Field("except", new Items([inner]), IsOptional: true)),
        ])));

    private Gen<Part> Port() =>
        from port in Draw.From(words.Ports)
        from isNamed in Gen.Choose(0, 2).Select(chance => chance == 0 && port.Name.Length > 0)
        from more in Draw.Maybe(isNamed ? 0 : 20, Gen.Choose(1, 100))
        select (Part)new Fields(
        [
            new Field("protocol", port.Protocol.Name, IsOptional: true),
            new Field("port", isNamed ? port.Name : port.Number),
            .. more.Select(length => new Field("endPort", Math.Min(port.Number + length, ushort.MaxValue), IsOptional: true)),
        ]);
}
