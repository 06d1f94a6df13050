using System.Collections.Immutable;
using System.Globalization;
using PolicyEngine.Documents;
using PolicyEngine.Model;
using PolicyEngine.Sets;

namespace PolicyEngine.Binding.Calico;

/// <summary>Reads the <c>ports</c> and <c>notPorts</c> of a Calico rule: numbers, ranges <c>low:high</c>, names.</summary>
internal static class CalicoPortBinder
{
    private const int MaxPorts = 50;

    /// <summary>Null where the list is absent or empty.</summary>
    /// <param name="side">The rule's source or destination.</param>
    /// <param name="field"><c>ports</c> or <c>notPorts</c>.</param>
    /// <param name="protocol">The rule's protocol; null where it names none.</param>
    /// <param name="isSource">Whether source ports are meant.</param>
    public static PortMatch? Bind(FieldReader side, string field, Protocol? protocol, bool isSource)
    {
        ImmutableArray<DocumentNode> entries = side.List(field);
        if (entries.Length == 0)
        {
            return null;
        }

        if (entries.Length > MaxPorts)
        {
            side.Error(BindingDiagnostics.SizeLimit, entries[MaxPorts].Span, string.Create(CultureInfo.InvariantCulture, $"`{side.Field(field)}` has {entries.Length} entries, at most {MaxPorts} are allowed"));
        }

        if (protocol is { HasPorts: false } portless)
        {
            side.Error(BindingDiagnostics.PortsNeedProtocol, entries[0].Span, $"`{side.Field(field)}` cannot be used with protocol {portless.Name}");
        }

        var intervals = new List<Interval<ushort>>();
        ImmutableArray<NamedPort>.Builder names = ImmutableArray.CreateBuilder<NamedPort>();
        foreach (DocumentNode entry in entries)
        {
            if (entry is not ScalarNode { Kind: ScalarKind.String or ScalarKind.Integer } scalar)
            {
                side.Error(BindingDiagnostics.WrongType, entry.Span, $"`{side.Field(field)}` has {entry.Describe()}, expected a number, a range or a name");
            }
            else if (TryRange(scalar) is { } interval)
            {
                intervals.Add(interval);
            }
            else if (scalar.Kind == ScalarKind.String && PortName.IsValid(scalar.Text))
            {
                names.Add(new NamedPort(scalar.Text, protocol));
            }
            else
            {
                bool isName = !scalar.Text.Contains(':', StringComparison.Ordinal) && scalar.Text.Any(char.IsAsciiLetter);
                side.Error(isName ? BindingDiagnostics.InvalidPortName : BindingDiagnostics.InvalidPort, scalar.Span, $"`{side.Field(field)}` has `{scalar.Text}`, which is neither a port, a range `low:high` nor a port name");
            }
        }

        if (intervals.Count > 0 && protocol is null)
        {
            side.Error(BindingDiagnostics.PortsNeedProtocol, entries[0].Span, $"`{side.Field(field)}` has numbers, so the rule needs protocol TCP, UDP or SCTP");
        }

        return new PortMatch(Numbers(intervals, protocol, isSource), names.ToImmutable())
        {
            Listed = [.. intervals.Select(interval => new NumberedPorts(null, interval.Low, interval.High))],
        };
    }

    private static TrafficSet Numbers(List<Interval<ushort>> intervals, Protocol? protocol, bool isSource)
    {
        if (intervals.Count == 0 || protocol is not { HasPorts: true } known)
        {
            return TrafficSet.Empty;
        }

        IntervalSet<ushort> numbers = IntervalSet<ushort>.FromIntervals(intervals);
        return isSource
            ? TrafficSet.Ports(known, IntervalSet<ushort>.Full, numbers)
            : TrafficSet.Ports(known, numbers);
    }

    private static Interval<ushort>? TryRange(ScalarNode scalar)
    {
        if (scalar.Kind == ScalarKind.Integer)
        {
            return GoInteger.TryParse(scalar, out long number) && number is >= 1 and <= ushort.MaxValue
                ? new Interval<ushort>((ushort)number, (ushort)number)
                : null;
        }

        string text = scalar.Text;
        int colon = text.IndexOf(':', StringComparison.Ordinal);
        string low = colon < 0 ? text : text[..colon];
        string high = colon < 0 ? text : text[(colon + 1)..];
        return ushort.TryParse(low, NumberStyles.None, CultureInfo.InvariantCulture, out ushort first)
            && ushort.TryParse(high, NumberStyles.None, CultureInfo.InvariantCulture, out ushort last)
            && first >= 1 && last >= first
            ? new Interval<ushort>(first, last)
            : null;
    }
}
