using Microsoft.Extensions.Options;
using PolicyEngine.AspNetCore.Etcd;
using PolicyEngine.AspNetCore.Following;

namespace Fuzzing.Tests;

/// <summary>Ranges and watches of etcd's JSON gateway.</summary>
internal sealed class EtcdTarget : FollowedTarget
{
    private static readonly EtcdOptions s_options = new() { Servers = { new Uri("http://server") } };

    public override string Name => "etcd";

    protected override IFollowed Follow(HttpClient client) => new EtcdTree(new EtcdApi(client, Options.Create(s_options)), s_options);
}
