using System.Runtime.InteropServices;
using System.Text.Json;
using PolicyEngine.Sets;

namespace PolicyEngine.Cli.Output.Report;

/// <summary>Numbers sets of traffic. Each is written as its words and its boxes, six numbers each.</summary>
internal sealed class ReportSets
{
    private readonly Dictionary<TrafficSet, int> _numbers = [];
    private readonly List<TrafficSet> _sets = [];

    /// <summary>The set with a number.</summary>
    public TrafficSet this[int number] => _sets[number];

    public int NumberOf(TrafficSet traffic)
    {
        ref int number = ref CollectionsMarshal.GetValueRefOrAddDefault(_numbers, traffic, out bool isKnown);
        if (!isKnown)
        {
            number = _sets.Count;
            _sets.Add(traffic);
        }

        return number;
    }

    public void Write(Utf8JsonWriter json)
    {
        json.WriteStartArray("sets");
        foreach (TrafficSet traffic in _sets)
        {
            json.WriteStartArray();
            json.WriteStringValue(traffic.IsEmpty ? "nothing" : traffic.Describe());
            foreach (TrafficBox box in traffic.Boxes)
            {
                json.WriteNumberValue(box.Protocols.Low);
                json.WriteNumberValue(box.Protocols.High);
                json.WriteNumberValue(box.Majors.Low);
                json.WriteNumberValue(box.Majors.High);
                json.WriteNumberValue(box.Minors.Low);
                json.WriteNumberValue(box.Minors.High);
            }

            json.WriteEndArray();
        }

        json.WriteEndArray();
    }
}
