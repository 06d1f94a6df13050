namespace PolicyEngine.AspNetCore.Etcd;

/// <summary>Which etcd servers keep Calico's objects, and how a host follows them.</summary>
public sealed class EtcdOptions
{
    /// <summary>The servers of the etcd cluster, as <c>https://etcd-0:2379</c>; when one fails, the next is asked.</summary>
    public IList<Uri> Servers { get; } = [];

    /// <summary>Below which key Calico keeps its objects; <c>/calico</c> unless said otherwise.</summary>
    public string Prefix { get; set; } = "/calico";

    /// <summary>The user to authenticate as; null where the servers ask for none.</summary>
    public string? UserName { get; set; }

    /// <summary>A file with the user's password.</summary>
    public string? PasswordFile { get; set; }

    /// <summary>A file with the certificates (PEM) of those who may vouch for the servers; null for those that the system trusts.</summary>
    public string? CertificateAuthorityFile { get; set; }

    /// <summary>A file with the certificate (PEM) to show to the servers; null for none.</summary>
    public string? CertificateFile { get; set; }

    /// <summary>A file with the key (PEM) of <see cref="CertificateFile"/>.</summary>
    public string? KeyFile { get; set; }

    /// <summary>How many objects to ask for at once; 500 unless said otherwise.</summary>
    public int PageSize { get; set; } = 500;

    /// <summary>How long to wait after the first failure; doubled with each, up to <see cref="LongestPause"/>. 0.5 s unless said otherwise.</summary>
    public TimeSpan FirstPause { get; set; } = TimeSpan.FromMilliseconds(500);

    /// <summary>How long to wait at most; 30 s unless said otherwise.</summary>
    public TimeSpan LongestPause { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>For how long the servers may fail before the source counts as failed; 2 min unless said otherwise.</summary>
    public TimeSpan GivesUpAfter { get; set; } = TimeSpan.FromMinutes(2);

    /// <summary>For how long a watch may be silent before it is opened anew; servers tell at least every 10 min how far they are. 15 min unless said otherwise.</summary>
    public TimeSpan LongestSilence { get; set; } = TimeSpan.FromMinutes(15);
}
