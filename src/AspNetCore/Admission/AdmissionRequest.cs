using System.Runtime.InteropServices;
using System.Text.Json;
using PolicyEngine.AspNetCore.Kubernetes;

namespace PolicyEngine.AspNetCore.Admission;

/// <summary>What an API server asks about a change.</summary>
/// <param name="Uid">Which request it is; the answer repeats it.</param>
/// <param name="Reference">The object, as <see cref="PolicySnapshot.With"/> takes it away; null where it is of a kind that has no bearing on policies.</param>
/// <param name="Name">The object for people, such as <c>NetworkPolicy shop/redis</c>.</param>
/// <param name="Old">The object before; null where there was none.</param>
/// <param name="New">The object after; null where it is deleted.</param>
internal sealed record AdmissionRequest(string Uid, string? Reference, string Name, byte[]? Old, byte[]? New)
{
    private const string Version = "admission.k8s.io/v1";

    /// <summary>Reads a review.</summary>
    /// <param name="root">The document.</param>
    /// <param name="problem">What is wrong with it, for people; null where nothing is.</param>
    /// <returns>The request; null where <paramref name="problem"/> says why there is none.</returns>
    public static AdmissionRequest? Read(JsonElement root, out string? problem)
    {
        if (KubernetesObject.Text(root, "kind") != "AdmissionReview" || KubernetesObject.Text(root, "apiVersion") != Version)
        {
            problem = $"expected an AdmissionReview of {Version}";
            return null;
        }

        if (!root.TryGetProperty("request", out JsonElement request) || KubernetesObject.Text(request, "uid") is not { Length: > 0 } uid)
        {
            problem = "the review has no request with a uid";
            return null;
        }

        if (!request.TryGetProperty("kind", out JsonElement kind) || KubernetesObject.Text(kind, "kind") is not { } kindName || KubernetesObject.Text(kind, "version") is not { } version)
        {
            problem = "the request does not say of what kind the object is";
            return null;
        }

        string group = KubernetesObject.Text(kind, "group") ?? "";
        string apiVersion = group.Length == 0 ? version : $"{group}/{version}";
        (byte[]? old, byte[]? @new) = (ObjectOf(request, "oldObject"), ObjectOf(request, "object"));
        string operation = KubernetesObject.Text(request, "operation") ?? "";
        problem = operation switch
        {
            "CREATE" or "UPDATE" when @new is null => $"a request to {operation} needs an object",
            "CREATE" or "UPDATE" or "DELETE" or "CONNECT" => null,
            _ => "the request says no operation that is known",
        };
        if (problem is not null)
        {
            return null;
        }

        // Of what is generated, the server makes the name later.
        string name = KubernetesObject.Text(request, "name") is { Length: > 0 } given ? given : "(generated)";
        string path = KubernetesObject.Text(request, "namespace") is { Length: > 0 } @namespace ? $"{@namespace}/{name}" : name;
        bool isReviewed = operation != "CONNECT" && string.IsNullOrEmpty(KubernetesObject.Text(request, "subResource"));
        string? reference = isReviewed ? KindOf(kindName, group)?.ReferenceOf(apiVersion, path) : null;
        return new AdmissionRequest(uid, reference, $"{kindName} {path}", old, operation == "DELETE" ? null : @new);
    }

    private static byte[]? ObjectOf(JsonElement request, string property) =>
        request.TryGetProperty(property, out JsonElement value) && value.ValueKind == JsonValueKind.Object ? JsonMarshal.GetRawUtf8Value(value).ToArray() : null;

    private static KubernetesKind? KindOf(string name, string group) => KubernetesKind.All.FirstOrDefault(
        kind => kind.Use == KubernetesUse.Verdicts && kind.Name == name && kind.Versions.Any(version => KubernetesKind.GroupOf(version) == group));
}
