using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using PolicyEngine.AspNetCore.Following;
using PolicyEngine.AspNetCore.Snapshots;

namespace PolicyEngine.AspNetCore.Kubernetes;

/// <summary>Reads objects as a server gives them.</summary>
internal static class KubernetesObject
{
    /// <summary>The object in an element; null where it has no name.</summary>
    // Lists leave out of their items what kind they are of.
    public static FollowedObject? Of(JsonElement element, KubernetesResource resource)
    {
        (KubernetesKind kind, string apiVersion, _) = resource;
        if (element.ValueKind != JsonValueKind.Object || !element.TryGetProperty("metadata", out JsonElement metadata) || Text(metadata, "name") is not { Length: > 0 } name)
        {
            return null;
        }

        string path = Text(metadata, "namespace") is { Length: > 0 } @namespace ? $"{@namespace}/{name}" : name;
        ReadOnlySpan<byte> raw = JsonMarshal.GetRawUtf8Value(element);
        byte[] text = element.TryGetProperty("kind", out _)
            ? raw.ToArray()
            : [.. Encoding.UTF8.GetBytes($$"""{"apiVersion":"{{apiVersion}}","kind":"{{kind.Name}}","""), .. raw[1..]];
        return new FollowedObject(Text(metadata, "resourceVersion") ?? "", new SnapshotDocument($"{kind.PathOf(apiVersion)}/{path}", text, kind.ReferenceOf(apiVersion, path)));
    }

    /// <summary>A text in a mapping; null where there is none.</summary>
    public static string? Text(JsonElement element, string property) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(property, out JsonElement value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
