using System.Text.Json;
using PolicyEngine.Cli;
using PolicyEngine.Cli.Capture;

namespace Fuzzing.Tests;

/// <summary>What kubectl prints for <c>netpol snapshot</c>.</summary>
internal sealed class CaptureTarget : FuzzTarget
{
    public override string Name => "capture";

    public override void Read(FuzzInput input)
    {
        foreach (bool redacts in (bool[])[false, true])
        {
            try
            {
                foreach (string line in CapturedList.Read(new MemoryStream(input.Bytes, writable: false), "pods", redacts))
                {
                    using var item = JsonDocument.Parse(line);
                    Require(!line.Contains('\n', StringComparison.Ordinal), "an object takes a line");
                }
            }
            catch (CommandFailedException)
            {
            }
        }
    }
}
