using Kernel.Tests.Namespaces;

namespace Kernel.Tests;

/// <summary>What a machine must have for its kernel to be asked.</summary>
internal static class KernelRequirement
{
    private static readonly string[] s_tools =
    [
        "nft", "ipset", "iptables-nft-restore", "ip6tables-nft-restore", "iptables-nft-save", "ip6tables-nft-save",
        "iptables-legacy-restore", "ip6tables-legacy-restore", "iptables-legacy-save", "ip6tables-legacy-save",
    ];

    private static readonly string[] s_folders = [.. (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':'), "/usr/sbin", "/sbin"];

    /// <summary>Why it cannot be asked here; null if it can.</summary>
    public static string? Missing { get; } = FirstMissing();

    /// <summary>Where a tool is; null where it is not.</summary>
    public static string? PathOf(string tool) => s_folders.Select(folder => Path.Combine(folder, tool)).FirstOrDefault(File.Exists);

    private static string? FirstMissing() =>
        !OperatingSystem.IsLinux() ? "only Linux has network namespaces"
        : !Environment.IsPrivilegedProcess ? "making a network namespace takes root"
        : !File.Exists("/dev/net/tun") ? "there is no /dev/net/tun"
        : s_tools.FirstOrDefault(tool => PathOf(tool) is null) is { } tool ? $"`{tool}` is not installed"
        : Refusal();

    private static string? Refusal()
    {
        try
        {
            return NetworkThread.Run(() =>
            {
                using var device = new TunDevice("eth0");
                return (string?)null;
            });
        }
        catch (IOException exception)
        {
            return $"no network namespace with a device can be made here: {exception.Message}";
        }
    }
}
