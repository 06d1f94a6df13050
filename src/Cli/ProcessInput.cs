namespace PolicyEngine.Cli;

/// <summary>Standard input of this process, which whoever started it may have closed.</summary>
internal static class ProcessInput
{
    private const string Descriptors = "/proc/self/fd";

    /// <exception cref="CommandFailedException">It is closed.</exception>
    public static Stream Open()
    {
        try
        {
            return IsOwnPipe() ? throw new CommandFailedException("standard input is closed") : Console.OpenStandardInput();
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new CommandFailedException("standard input is closed", failure);
        }
    }

    // The first pipe of the runtime takes the place of an input that is closed; reading it never ends, since this process holds the other end.
    private static bool IsOwnPipe()
    {
        if (!OperatingSystem.IsLinux() || TargetOf("0") is not { } input || !input.StartsWith("pipe:", StringComparison.Ordinal))
        {
            return false;
        }

        return Directory.EnumerateFileSystemEntries(Descriptors).Select(Path.GetFileName).OfType<string>().Any(number => TargetOf(number) == input && IsWritten(number));
    }

    private static string? TargetOf(string number) => new FileInfo(Path.Combine(Descriptors, number)).LinkTarget;

    /// <summary>Whether a descriptor can be written to: its access mode is the last of its octal digits.</summary>
    private static bool IsWritten(string number)
    {
        string file = Path.Combine("/proc/self/fdinfo", number);
        return File.Exists(file) && File.ReadLines(file).FirstOrDefault(line => line.StartsWith("flags:", StringComparison.Ordinal)) is { } flags && (flags[^1] - '0') % 4 != 0;
    }
}
