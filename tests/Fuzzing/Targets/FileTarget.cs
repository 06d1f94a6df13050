using PolicyEngine.Cli;

namespace Fuzzing.Tests;

/// <summary>Something that reads files by their names, and tells people what is wrong with one.</summary>
internal abstract class FileTarget : FuzzTarget
{
    // A file that is emptied each time would be written to the disk each time.
    private readonly FileStream _file = new(Path.GetTempFileName(), FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite, bufferSize: 1, FileOptions.DeleteOnClose);

    public sealed override void Read(FuzzInput input)
    {
        _file.Position = 0;
        _file.Write(input.Bytes);
        _file.SetLength(input.Bytes.Length);
        try
        {
            Read(_file.Name);
        }
        catch (CommandFailedException)
        {
        }
    }

    /// <summary>Reads the file.</summary>
    protected abstract void Read(string path);

    protected override void Dispose(bool isDisposing)
    {
        _file.Dispose();
        base.Dispose(isDisposing);
    }
}
