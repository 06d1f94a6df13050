namespace PolicyEngine.Dataplane.Services;

/// <summary>The name of a port of a Service.</summary>
/// <param name="Namespace">The Service's namespace.</param>
/// <param name="Service">The Service's name.</param>
/// <param name="Port">The port's name; empty where it has none.</param>
public readonly record struct ServicePortName(string Namespace, string Service, string Port)
{
    /// <summary>As kube-proxy writes it: <c>default/kubernetes:https</c>, or <c>default/nginx</c> without a port name.</summary>
    public override string ToString() => string.IsNullOrEmpty(Port) ? $"{Namespace}/{Service}" : $"{Namespace}/{Service}:{Port}";
}
