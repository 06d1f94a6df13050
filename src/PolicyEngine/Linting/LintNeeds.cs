namespace PolicyEngine.Linting;

/// <summary>What an input must hold for a rule to run. A rule is not run on part of what it needs: it would find what is not so.</summary>
[Flags]
public enum LintNeeds
{
    /// <summary>The object alone.</summary>
    None = 0,

    /// <summary>Policies.</summary>
    Policies = 1,

    /// <summary>Pods, or workloads that make them.</summary>
    Workloads = 2,

    /// <summary>Services.</summary>
    Services = 4,

    /// <summary>Nodes.</summary>
    Nodes = 8,

    /// <summary>Address pools.</summary>
    Pools = 16,

    /// <summary>Namespaces with their labels.</summary>
    Namespaces = 32,

    /// <summary>The text of the input (<see cref="LoadOptions.KeepsText"/>).</summary>
    Text = 64,

    /// <summary>The input as it was before.</summary>
    Before = 128,

    /// <summary>Targets that the policies are rendered for (<see cref="LintOptions.RenderFor"/>).</summary>
    Targets = 256,
}
