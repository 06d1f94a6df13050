using System.Collections.Immutable;
using System.Globalization;
using System.Text;

namespace PolicyEngine.AspNetCore.Admission;

/// <summary>Warnings as an API server passes them on: what is longer it cuts off or leaves out, and what has control characters it drops.</summary>
internal static class AdmissionWarnings
{
    /// <summary>How long one is better not.</summary>
    public const int AdvisedLength = 120;

    /// <summary>How many bytes one may have.</summary>
    public const int MaxBytes = 256;

    /// <summary>How many bytes all may have together.</summary>
    public const int MaxTotalBytes = 4096;

    // Room to say how many are left out.
    private const int Reserve = 40;

    /// <summary>As many as there is room for, and how many are left out.</summary>
    public static ImmutableArray<string> Within(IReadOnlyList<string> warnings)
    {
        ImmutableArray<string>.Builder within = ImmutableArray.CreateBuilder<string>();
        int total = 0;
        foreach (string warning in warnings.Select(Shortened))
        {
            int bytes = Encoding.UTF8.GetByteCount(warning);
            if (total + bytes > MaxTotalBytes - Reserve)
            {
                int left = warnings.Count - within.Count;
                within.Add(string.Create(CultureInfo.InvariantCulture, $"and {left} more {(left == 1 ? "warning" : "warnings")}"));
                break;
            }

            within.Add(warning);
            total += bytes;
        }

        return within.ToImmutable();
    }

    /// <summary>A finding in one line: with what to do about it where there is room.</summary>
    public static string Line(string message, string hint) => hint.Length > 0 && message.Length + hint.Length + 2 <= AdvisedLength ? $"{message}; {hint}" : message;

    private static string Shortened(string text)
    {
        var clean = new StringBuilder();
        int bytes = 0;
        foreach (Rune rune in text.EnumerateRunes())
        {
            Rune kept = Rune.IsControl(rune) ? new Rune(' ') : rune;
            if (bytes + kept.Utf8SequenceLength > MaxBytes - 3)
            {
                return clean.Append("...").ToString();
            }

            clean.Append(kept);
            bytes += kept.Utf8SequenceLength;
        }

        return clean.ToString();
    }
}
