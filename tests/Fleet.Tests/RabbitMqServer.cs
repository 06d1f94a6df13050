namespace Fleet.Tests;

/// <summary>The broker's programs, where the machine has them.</summary>
internal static class RabbitMqServer
{
    private const string Releases = "/usr/lib/rabbitmq/lib";

    /// <summary>The server's own script; the one in the path changes to another user first. Null where there is none.</summary>
    public static string? File { get; } = Directory.Exists(Releases)
        ? Directory.EnumerateDirectories(Releases, "rabbitmq_server-*").Select(release => Path.Combine(release, "sbin", "rabbitmq-server")).FirstOrDefault(System.IO.File.Exists)
        : null;

    /// <summary>Why tests are skipped; null where they are not.</summary>
    public static string? Missing => File is null ? "rabbitmq-server is not installed: apt-get install rabbitmq-server" : null;
}
