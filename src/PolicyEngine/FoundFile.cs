using System.Formats.Tar;

namespace PolicyEngine;

/// <summary>A file that was found in a directory. Unlike one that is named, it may be a pipe that nobody writes to, or a device.</summary>
internal static class FoundFile
{
    /// <exception cref="IOException">It is no file, or cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be read.</exception>
    public static Stream Open(string path)
    {
        FileSystemInfo target = File.ResolveLinkTarget(path, returnFinalTarget: true) ?? new FileInfo(path);
        return target is not FileInfo { Exists: true, Length: 0 } || OperatingSystem.IsWindows() || IsRegular(target.FullName)
            ? PolicySource.OpenFile(path)
            : throw new IOException("it is a pipe or a device, which is read only where it is named itself");
    }

    // Opening a pipe waits for a writer. An archive's entry tells what a file is without opening any but regular ones, and this one is empty.
    private static bool IsRegular(string path)
    {
        var archive = new MemoryStream();
        using (var entries = new TarWriter(archive, TarEntryFormat.Pax, leaveOpen: true))
        {
            entries.WriteEntry(path, "file");
        }

        archive.Position = 0;
        using var reader = new TarReader(archive);
        return reader.GetNextEntry() is { EntryType: TarEntryType.RegularFile };
    }
}
