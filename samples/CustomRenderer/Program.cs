using CustomRenderer;
using Microsoft.Extensions.DependencyInjection;
using PolicyEngine;
using PolicyEngine.Renderers;
using PolicyEngine.Renderers.Hosting;

// What is registered under a target before AddRenderers() stays.
using ServiceProvider services = new ServiceCollection()
    .AddKeyedSingleton<IRenderer, AllowTableRenderer>(RenderTarget.Ios)
    .AddRenderers()
    .BuildServiceProvider();
PolicySnapshot snapshot = new PolicyLoader().LoadPaths(args).Snapshot;
var redis = snapshot.Model.Endpoints.Where(endpoint => endpoint.Name.StartsWith("redis", StringComparison.Ordinal));
RenderResult result = services.GetRequiredKeyedService<IRenderer>(RenderTarget.Ios).Render(snapshot, new RenderRequest { Endpoints = [.. redis] });
Console.WriteLine(result.Parts[0].Text);
