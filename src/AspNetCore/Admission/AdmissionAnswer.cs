using System.Buffers;
using System.Collections.Immutable;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace PolicyEngine.AspNetCore.Admission;

/// <summary>What an API server is answered.</summary>
/// <param name="IsAllowed">Whether the change may be made.</param>
/// <param name="Message">Why not, for who makes it; empty where it may.</param>
/// <param name="Warnings">What to tell who makes it in any case.</param>
internal sealed record AdmissionAnswer(bool IsAllowed, string Message, ImmutableArray<string> Warnings)
{
    // The answer is JSON for an API server and never part of a page.
    private static readonly JsonWriterOptions s_readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static AdmissionAnswer Allowed { get; } = new(true, "", []);

    /// <summary>What is answered where there was no review.</summary>
    public static AdmissionAnswer WithoutReview(AdmissionFailureMode mode, string reason) => mode == AdmissionFailureMode.Open
        ? new AdmissionAnswer(true, "", AdmissionWarnings.Within([$"not checked by the policy engine: {reason}"]))
        : new AdmissionAnswer(false, $"the policy engine could not check this change: {reason}; try again, or ask who runs it", []);

    /// <summary>The review that is sent back.</summary>
    public ReadOnlyMemory<byte> ToJson(string uid)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, s_readable))
        {
            writer.WriteStartObject();
            writer.WriteString("apiVersion", "admission.k8s.io/v1");
            writer.WriteString("kind", "AdmissionReview");
            writer.WriteStartObject("response");
            writer.WriteString("uid", uid);
            writer.WriteBoolean("allowed", IsAllowed);
            if (!IsAllowed)
            {
                writer.WriteStartObject("status");
                writer.WriteNumber("code", 403);
                writer.WriteString("reason", "Forbidden");
                writer.WriteString("message", Message);
                writer.WriteEndObject();
            }

            if (!Warnings.IsEmpty)
            {
                writer.WriteStartArray("warnings");
                foreach (string warning in Warnings)
                {
                    writer.WriteStringValue(warning);
                }

                writer.WriteEndArray();
            }

            writer.WriteEndObject();
            writer.WriteEndObject();
        }

        return buffer.WrittenMemory;
    }
}
