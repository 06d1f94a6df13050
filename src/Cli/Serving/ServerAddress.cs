using System.Net;

namespace PolicyEngine.Cli.Serving;

/// <summary>Where a server listens.</summary>
/// <param name="EndPoint">The address and port; port 0 for any that is free.</param>
/// <param name="IsEncrypted">Whether it is https.</param>
internal sealed record ServerAddress(IPEndPoint EndPoint, bool IsEncrypted)
{
    private const string LocalHost = "localhost";

    /// <summary>Whether only this machine can get at it.</summary>
    public bool IsLocal => IPAddress.IsLoopback(EndPoint.Address);

    /// <summary>Reads a URL.</summary>
    /// <exception cref="CommandFailedException">It says something else than where to listen.</exception>
    public static ServerAddress Parse(string text)
    {
        if (!Uri.TryCreate(text, UriKind.Absolute, out Uri? url) || (url.Scheme != Uri.UriSchemeHttp && url.Scheme != Uri.UriSchemeHttps)
            || url.PathAndQuery != "/" || url.Fragment.Length > 0 || url.UserInfo.Length > 0)
        {
            throw new CommandFailedException($"--urls: `{text}` is not like http://127.0.0.1:5080");
        }

        IPAddress address = url.IdnHost == LocalHost ? IPAddress.Loopback
            : IPAddress.TryParse(url.IdnHost, out IPAddress? known) ? known
            : throw new CommandFailedException($"--urls: `{url.IdnHost}` is neither an address nor {LocalHost}");
        return new ServerAddress(new IPEndPoint(address, url.Port), url.Scheme == Uri.UriSchemeHttps);
    }

    public override string ToString() => $"{(IsEncrypted ? Uri.UriSchemeHttps : Uri.UriSchemeHttp)}://{EndPoint}";
}
