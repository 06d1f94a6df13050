namespace PolicyEngine.Model;

/// <summary>The directions of traffic, seen from the endpoint a policy governs.</summary>
[Flags]
public enum Directions
{
    /// <summary>Neither direction.</summary>
    None = 0,

    /// <summary>Traffic towards the endpoint.</summary>
    Ingress = 1,

    /// <summary>Traffic from the endpoint.</summary>
    Egress = 2,

    /// <summary>Both directions.</summary>
    Both = Ingress | Egress,
}
