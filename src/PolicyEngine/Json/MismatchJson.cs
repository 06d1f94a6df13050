using System.Text.Json;
using PolicyEngine.Queries;

namespace PolicyEngine.Json;

/// <summary>Writes the condition that fails first as members of the object at hand.</summary>
internal static class MismatchJson
{
    public static void Write(Utf8JsonWriter json, RuleMismatch mismatch)
    {
        json.WriteString("condition", mismatch.Condition.ToText());
        json.WriteString("observed", mismatch.Observed);
        json.WriteString("required", mismatch.Required);
    }
}
