namespace PolicyEngine.Renderers.Proof;

/// <summary>A set of packets: a node of <see cref="Diagrams"/>. Equal sets of one store are equal nodes.</summary>
/// <param name="Node">The number of the node; 0 stands for no packet, 1 for all.</param>
internal readonly record struct Diagram(int Node)
{
    public static Diagram None => new(0);

    public static Diagram All => new(1);

    public bool IsEmpty => Node == 0;
}
