using System.Text.Json;
using PolicyEngine.Model;

namespace PolicyEngine.AspNetCore.Admission;

/// <summary>
/// Reviews of changes that nobody makes, whose answers nobody is told: the runtime compiles what reviews run and how often it is run decides how well,
/// so that without them the first who make changes would wait several times as long.
/// </summary>
internal sealed class Rehearsal(AdmissionReviewer reviewer, TimeProvider time)
{
    private const int MaxReviews = 100;
    private const string Name = "rehearsal";

    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(10);

    /// <summary>Rehearses for a while.</summary>
    /// <param name="cluster">The cluster that changes are laid over.</param>
    /// <param name="cancellation">Stops the work.</param>
    public void Run(PolicySnapshot cluster, CancellationToken cancellation)
    {
        long start = time.GetTimestamp();
        foreach (AdmissionRequest change in cluster.Model.Policies.SelectMany(ChangesAt).Take(MaxReviews))
        {
            if (time.GetElapsedTime(start) > s_patience)
            {
                return;
            }

            reviewer.Review(change, cancellation);
        }
    }

    /// <summary>A policy goes, and another comes to its namespace.</summary>
    private static IEnumerable<AdmissionRequest> ChangesAt(Policy policy)
    {
        yield return new AdmissionRequest("", policy.Name.ToString(), Name, null, null);
        string @namespace = policy.Name.Namespace.Length > 0 ? policy.Name.Namespace : "default";
        yield return new AdmissionRequest("", $"networkpolicy/{@namespace}/{Name}", Name, null, PolicyIn(@namespace));
    }

    private static byte[] PolicyIn(string @namespace)
    {
        var text = new MemoryStream();
        using (var json = new Utf8JsonWriter(text))
        {
            json.WriteStartObject();
            json.WriteString("apiVersion", "networking.k8s.io/v1");
            json.WriteString("kind", "NetworkPolicy");
            json.WriteStartObject("metadata");
            json.WriteString("namespace", @namespace);
            json.WriteString("name", Name);
            json.WriteEndObject();
            json.WritePropertyName("spec");
            json.WriteRawValue("""{"podSelector": {"matchLabels": {"app": "web"}}, "ingress": [{"from": [{"podSelector": {}}], "ports": [{"port": 80}]}]}""");
            json.WriteEndObject();
        }

        return text.ToArray();
    }
}
