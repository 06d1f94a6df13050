using PolicyEngine.Dataplane.Flannel;
using PolicyEngine.Dataplane.Flannel.Leases;

namespace Fuzzing.Tests;

/// <summary>What flannel leaves on nodes and in clusters: its configuration and <c>subnet.env</c>.</summary>
internal sealed class FlannelTarget : FuzzTarget
{
    public override string Name => "flannel";

    public override void Read(FuzzInput input)
    {
        FlannelResult<FlannelConfig> read = FlannelConfig.Read(input.Text);
        _ = read.Value?.Complete();
        SubnetEnvironment environment = SubnetEnvironment.Read(input.Text);
        Require(SubnetEnvironment.Read(environment.ToString()).ToString() == environment.ToString(), "what is written is read as it is");
    }
}
