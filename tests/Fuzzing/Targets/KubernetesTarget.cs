using Microsoft.Extensions.Options;
using PolicyEngine.AspNetCore.Following;
using PolicyEngine.AspNetCore.Kubernetes;

namespace Fuzzing.Tests;

/// <summary>Lists and watches of an API server.</summary>
internal sealed class KubernetesTarget : FollowedTarget
{
    private static readonly IOptions<KubernetesOptions> s_options = Options.Create(new KubernetesOptions { Server = new Uri("http://server"), TokenFile = null });
    private static readonly KubernetesKind s_kind = KubernetesKind.All.First(kind => kind.Name == "NetworkPolicy");

    public override string Name => "kubernetes";

    protected override IFollowed Follow(HttpClient client) => new KubernetesList(s_kind, null, new KubernetesApi(client, s_options));
}
