using System.Globalization;
using PolicyEngine.Documents;

namespace PolicyEngine.Binding;

/// <summary>Reads whole numbers as Kubernetes' own reader does: <c>0x50</c> and <c>0120</c> are 80, and <c>_</c> is skipped.</summary>
internal static class GoInteger
{
    /// <summary>The value of a scalar; a quoted one is decimal.</summary>
    public static bool TryParse(ScalarNode scalar, out long number)
    {
        if (scalar.Kind != ScalarKind.Integer)
        {
            return long.TryParse(scalar.Text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out number);
        }

        ReadOnlySpan<char> digits = scalar.Text.Replace("_", "", StringComparison.Ordinal);
        bool negative = digits[0] == '-';
        digits = digits[0] is '+' or '-' ? digits[1..] : digits;
        bool parsed = TryDigits(digits, out number);
        number = negative ? -number : number;
        return parsed;
    }

    private static bool TryDigits(ReadOnlySpan<char> digits, out long number)
    {
        if (digits.Length < 2 || digits[0] != '0')
        {
            return long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out number);
        }

        switch (digits[1])
        {
            case 'x' or 'X':
                // Sixteen digits could overflow into the sign.
                number = 0;
                return digits.TrimStart("0xX").Length < 16
                    && long.TryParse(digits[2..], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out number);
            case 'b' or 'B':
                return TryBase(digits[2..], 2, out number);
            case 'o' or 'O':
                return TryBase(digits[2..], 8, out number);
            default:
                return TryBase(digits[1..], 8, out number);
        }
    }

    private static bool TryBase(ReadOnlySpan<char> digits, int numberBase, out long number)
    {
        number = 0;
        foreach (char c in digits)
        {
            int digit = c - '0';
            if (digit < 0 || digit >= numberBase || number > (long.MaxValue - digit) / numberBase)
            {
                return false;
            }

            number = (number * numberBase) + digit;
        }

        return true;
    }
}
