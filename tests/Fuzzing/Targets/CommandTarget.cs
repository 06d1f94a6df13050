using PolicyEngine.Cli;

namespace Fuzzing.Tests;

/// <summary>Whole commands with the cluster on standard input; the first character of the input says which.</summary>
internal sealed class CommandTarget : FuzzTarget
{
    private static readonly string[][] s_commands =
    [
        ["lint", "-", "--format", "json"],
        ["lint", "-", "--format", "sarif"],
        ["lint", "-", "--render-for", "ios"],
        ["matrix", "-", "--format", "json"],
        ["can", "shop/web-0", "*/*", "-f", "-", "--explain"],
        ["can", "shop/web-0", "shop/db-0", "-f", "-", "--format", "json"],
        ["show", "shop/web-0", "-f", "-"],
        ["trace", "shop/web-0", "shop/db-0", "--port", "5432", "-f", "-"],
        ["doctor", "-f", "-"],
        ["render", "-f", "-", "--target", "iptables", "--node", "n1"],
        ["report", "-f", "-"],
        ["diff", "--old", SmallCluster.Path, "--new", "-", "--format", "json"],
    ];

    public override string Name => "command";

    public override string Grammar => "policies";

    public override int Share => 10;

    // A report has a page of 200 kB in it.
    public override long FixedMemory => 128L << 20;

    public override void Read(FuzzInput input)
    {
        string[] command = s_commands[(input.Text.Length > 0 ? input.Text[0] : 0) % s_commands.Length];
        using var reader = new StringReader(input.Text);
        using var output = new StringWriter();
        using var errors = new StringWriter();
        int status = NetpolApp.Run([.. command, .. Inputs(command)], reader, output, errors);
        Require(status != ExitStatus.InternalError, $"`netpol {string.Join(' ', command)}` says what is wrong: {errors}");
        Require(!errors.ToString().Concat(output.ToString()).Any(character => char.IsControl(character) && character != '\n'), $"`netpol {string.Join(' ', command)}` prints no control characters");
    }

    private static string[] Inputs(string[] command) => command is ["diff", ..] ? [] : ["-f", SmallCluster.Path];
}
