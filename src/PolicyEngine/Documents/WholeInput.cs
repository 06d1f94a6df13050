using System.Globalization;

namespace PolicyEngine.Documents;

/// <summary>Reads what is kept whole: files that somebody else wrote may be larger than memory, and devices have no end.</summary>
internal static class WholeInput
{
    /// <summary>The bytes of a file that describes no cluster: settings, a baseline, a certificate.</summary>
    public const long MostOfSettings = 64L << 20;

    /// <summary>All bytes of a stream.</summary>
    /// <param name="stream">The stream; it stays open.</param>
    /// <param name="most">How many there may be.</param>
    /// <exception cref="IOException">There are more, or they cannot be read.</exception>
    public static byte[] Read(Stream stream, long most)
    {
        var bytes = new MemoryStream();
        byte[] buffer = new byte[81_920];
        for (int read; (read = stream.Read(buffer)) > 0;)
        {
            if (bytes.Length + read > most)
            {
                throw new IOException(string.Create(CultureInfo.InvariantCulture, $"it is larger than {most} bytes"));
            }

            bytes.Write(buffer, 0, read);
        }

        return bytes.ToArray();
    }

    /// <summary>All bytes of a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="most">How many there may be.</param>
    /// <exception cref="IOException">There are more, or it cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be read.</exception>
    /// <exception cref="ArgumentException">It is no path.</exception>
    public static byte[] ReadFile(string path, long most)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1, FileOptions.SequentialScan);
        return Read(file, most);
    }

    /// <summary>The text of a file, as <see cref="ReadFile"/>.</summary>
    public static string ReadText(string path, long most)
    {
        using var reader = new StreamReader(new MemoryStream(ReadFile(path, most), writable: false));
        return reader.ReadToEnd();
    }
}
