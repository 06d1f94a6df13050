namespace PolicyEngine.Renderers.Naming;

internal static class DirectionText
{
    public static string Word(this Direction direction) => direction == Direction.Ingress ? "ingress" : "egress";
}
