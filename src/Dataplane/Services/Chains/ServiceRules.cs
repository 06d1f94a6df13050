namespace PolicyEngine.Dataplane.Services.Chains;

/// <summary>A Service port with the backends that one node uses.</summary>
internal sealed record ServiceRules(ProxiedPort Port, SelectedBackends Backends);
