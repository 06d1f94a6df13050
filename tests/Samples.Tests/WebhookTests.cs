using System.Net.Http.Headers;
using TestKit;

namespace Samples.Tests;

/// <summary>The webhook over HTTPS, as its document shows it.</summary>
public sealed class WebhookTests
{
    private static readonly string[] s_arguments =
        ["--urls", "https://127.0.0.1:0", "--policies", "samples/redis", "--gates", "samples/AdmissionWebhook/gates.yaml"];

    [Fact]
    public async Task A_review_is_answered_and_a_renewed_certificate_shown()
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory();
        using var authority = new Authority();
        try
        {
            string first = Renew(folder.FullName, authority, 1);
            using SampleProcess process = SampleProcess.Run("AdmissionWebhook", [.. s_arguments, "--tls", folder.FullName, "--failure-mode", "closed"]);
            Uri address = await process.AddressAsync();

            (string answer, string shown) = await AskAsync(address, authority);
            Assert.Equal(Assert.Single(ReadmeExample.In("AdmissionWebhook")).Output, $"{answer}\n");
            Assert.Equal(first, shown);

            // As in a volume of a Secret: the files are links, and what they lead to is set anew. Half-written files leave the certificate as it is.
            string second = Renew(folder.FullName, authority, 2);
            using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(1));
            while ((await AskAsync(address, authority)).Certificate != second)
            {
                await Task.Delay(100, patience.Token);
            }

            await File.WriteAllTextAsync(Path.Combine(folder.FullName, "..data", "tls.crt"), "no certificate", patience.Token);
            await Task.Delay(1100, patience.Token);
            Assert.Equal(second, (await AskAsync(address, authority)).Certificate);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public async Task Without_a_failure_mode_it_does_not_start()
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory();
        using var authority = new Authority();
        try
        {
            Renew(folder.FullName, authority, 1);
            using SampleProcess process = SampleProcess.Run("AdmissionWebhook", [.. s_arguments, "--tls", folder.FullName]);
            (string _, string error, int status) = await process.EndAsync();

            Assert.Equal(("--failure-mode must be chosen: open or closed\n", 2), (error, status));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    /// <summary>Writes a certificate as volumes of Secrets have it: behind a link that is replaced.</summary>
    private static string Renew(string folder, Authority authority, byte version)
    {
        (string certificates, string key, string thumbprint) = authority.Issue(version);
        string data = Directory.CreateDirectory(Path.Combine(folder, $"..v{version}")).FullName;
        File.WriteAllText(Path.Combine(data, "tls.crt"), certificates);
        File.WriteAllText(Path.Combine(data, "tls.key"), key);
        string link = Path.Combine(folder, "..data");
        if (Directory.Exists(link))
        {
            Directory.Delete(link);
        }

        Directory.CreateSymbolicLink(link, data);
        if (version == 1)
        {
            File.CreateSymbolicLink(Path.Combine(folder, "tls.crt"), Path.Combine("..data", "tls.crt"));
            File.CreateSymbolicLink(Path.Combine(folder, "tls.key"), Path.Combine("..data", "tls.key"));
        }

        return thumbprint;
    }

    private static async Task<(string Answer, string Certificate)> AskAsync(Uri address, Authority authority)
    {
        string shown = "";
        using SocketsHttpHandler handler = authority.Handler(thumbprint => shown = thumbprint);
        using var client = new HttpClient(handler);
        using var content = new ByteArrayContent(await File.ReadAllBytesAsync(RepositoryRoot.PathOf("samples", "AdmissionWebhook", "review.json")));
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        using HttpResponseMessage response = await client.PostAsync(new Uri(address, "/admit"), content);
        return (await response.Content.ReadAsStringAsync(), shown);
    }
}
