using System.Globalization;
using System.Text.Json;

namespace PolicyEngine.AspNetCore.Api;

/// <summary>Finds the questions in a list of them, each of which is then read by itself.</summary>
internal static class QuestionList
{
    /// <summary>Whether a body is a list.</summary>
    public static bool IsList(ReadOnlySpan<byte> body) => body.TrimStart(" \t\r\n"u8) is [(byte)'[', ..];

    /// <summary>Where the questions stand.</summary>
    /// <param name="body">The body.</param>
    /// <param name="most">How many there may be.</param>
    /// <param name="questions">Their places.</param>
    public static Problem? Find(ReadOnlySpan<byte> body, int most, out List<Range> questions)
    {
        questions = [];
        var json = new Utf8JsonReader(body);
        try
        {
            json.Read();
            while (json.Read() && json.TokenType != JsonTokenType.EndArray)
            {
                if (questions.Count == most)
                {
                    return Problem.TooMuch(most, "questions");
                }

                int start = (int)json.TokenStartIndex;
                json.Skip();
                questions.Add(start..(int)json.BytesConsumed);
            }

            return json.Read() ? Problem.Body("there is more behind the list") : null;
        }
        catch (JsonException exception)
        {
            return Problem.Body(string.Create(CultureInfo.InvariantCulture, $"the body is not JSON: error in line {exception.LineNumber + 1} at byte {exception.BytePositionInLine + 1}"));
        }
    }
}
