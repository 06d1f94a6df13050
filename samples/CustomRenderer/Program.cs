using CustomRenderer;
using Microsoft.Extensions.DependencyInjection;
using PolicyEngine;
using PolicyEngine.Renderers;
using PolicyEngine.Renderers.Hosting;

// It stands beside those of the engine, under a name of its own.
using ServiceProvider services = new ServiceCollection()
    .AddRenderers()
    .AddKeyedSingleton<IRenderer, AllowTableRenderer>(AllowTableRenderer.Name)
    .BuildServiceProvider();
LoadResult loaded = new PolicyLoader().LoadPaths(args);
foreach (var diagnostic in loaded.Diagnostics)
{
    Console.Error.WriteLine(diagnostic);
}

if (loaded.HasErrors)
{
    return 2;
}

PolicySnapshot snapshot = loaded.Snapshot;
var redis = snapshot.Model.Endpoints.Where(endpoint => endpoint.Name.StartsWith("redis", StringComparison.Ordinal));
RenderResult result = services.GetRequiredKeyedService<IRenderer>(AllowTableRenderer.Name).Render(snapshot, new RenderRequest { Endpoints = [.. redis] });
Console.WriteLine(result.Parts[0].Text);
return 0;
