using FsCheck;
using FsCheck.Fluent;
using PolicyEngine.Model;
using PolicyEngine.Testing.Documents;

namespace PolicyEngine.Testing.Generation;

/// <summary>Pods.</summary>
internal sealed class PodGenerator(Vocabulary words)
{
    public Gen<Manifest> Pod(string @namespace, int number) =>
        from labels in LabelSelectorGenerator.Labels(words.PodLabels, 3)
        from ports in Draw.Some(Draw.From(words.Ports), 0, 2)
        select new Manifest("v1", "Pod", @namespace, words.FreeNames[number], new Fields(
            new Field("spec", new Fields(new Field("containers", new Items(
                [new Fields(new Field("name", "main"), new Field("ports", new Items([.. ports.Where(port => port.Name.Length > 0).Distinct().Select(Port)]), IsOptional: true))],
                Least: 1)))),
            new Field("status", new Fields(new Field("podIP", words.FreeAddresses[number])))))
        {
            Labels = labels,
        };

    private static Part Port(EndpointPort port) =>
        new Fields(new Field("name", port.Name), new Field("containerPort", port.Number), new Field("protocol", port.Protocol.Name));
}
