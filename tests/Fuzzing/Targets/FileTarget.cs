using PolicyEngine.Cli;

namespace Fuzzing.Tests;

/// <summary>Something that reads files by their names, and tells people what is wrong with one.</summary>
internal abstract class FileTarget : FuzzTarget
{
    private readonly string _file = Path.GetTempFileName();

    public sealed override void Read(FuzzInput input)
    {
        File.WriteAllBytes(_file, input.Bytes);
        try
        {
            Read(_file);
        }
        catch (CommandFailedException)
        {
        }
    }

    /// <summary>Reads the file.</summary>
    protected abstract void Read(string path);

    protected override void Dispose(bool isDisposing) => File.Delete(_file);
}
