namespace PolicyEngine.Renderers.Naming;

/// <summary>The direction of traffic that a list of rules is for, as policies have it.</summary>
internal enum Direction
{
    /// <summary>Towards the endpoint.</summary>
    Ingress,

    /// <summary>From the endpoint.</summary>
    Egress,
}
