using PolicyEngine;
using PolicyEngine.Model;
using PolicyEngine.Renderers;
using PolicyEngine.Renderers.Acl.Hns;
using PolicyEngine.Renderers.Acl.Ios;
using PolicyEngine.Renderers.Acl.Yang;

// AclExport <ios|rfc8519|hns> <namespace/pod> <path>...
IRenderer? renderer = args.FirstOrDefault() switch
{
    "ios" => new IosRenderer(),
    "rfc8519" => new YangAclRenderer(),
    "hns" => new HnsRenderer(),
    _ => null,
};
if (renderer is null || args.Length < 3)
{
    Console.Error.WriteLine("usage: AclExport <ios|rfc8519|hns> <namespace/pod> <path>...");
    return 2;
}

LoadResult loaded = new PolicyLoader().LoadPaths(args[2..]);
Endpoint? pod = loaded.Snapshot.Model.Endpoints.FirstOrDefault(endpoint => $"{endpoint.Namespace}/{endpoint.Name}" == args[1]);
if (loaded.HasErrors || pod is null)
{
    Console.Error.WriteLine(loaded.HasErrors ? string.Join('\n', loaded.Diagnostics) : $"there is no pod `{args[1]}`");
    return 2;
}

RenderResult result = renderer.Render(loaded.Snapshot, new RenderRequest { Endpoints = [pod], Name = pod.Name, Proves = true });
foreach (RenderedPart part in result.Parts)
{
    Console.WriteLine(part.Text.TrimEnd());
}

foreach (Loss loss in result.Losses)
{
    Console.WriteLine($"lost: {loss.Reason}");
}

Console.WriteLine($"proved: {result.Differences.Length} packets are treated differently than by the policies");
return result.Differences.IsEmpty ? 0 : 1;
