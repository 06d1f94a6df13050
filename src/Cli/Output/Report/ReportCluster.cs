using System.Runtime.InteropServices;
using System.Text.Json;
using PolicyEngine.Connectivity;
using PolicyEngine.Model;
using PolicyEngine.Sets;

namespace PolicyEngine.Cli.Output.Report;

/// <summary>Who is in the report: endpoints by namespace and workload, each of a kind, and the addresses outside.</summary>
internal sealed class ReportCluster
{
    private readonly List<string> _namespaces;
    private readonly List<(string Name, int Namespace)> _groups = [];
    private readonly Dictionary<Endpoint, int> _places = new(ReferenceEqualityComparer.Instance);
    private readonly List<(Endpoint Endpoint, int Group)> _endpoints = [];

    public ReportCluster(PolicySnapshot snapshot)
    {
        Snapshot = snapshot;
        Classes = snapshot.Classes();
        var classesOf = new Dictionary<Endpoint, (int V4, int V6)>(ReferenceEqualityComparer.Instance);
        for (int number = 0; number < Classes.Classes.Length; number++)
        {
            ConnectivityClass @class = Classes.Classes[number];
            foreach (ClassMember member in @class.Members)
            {
                (int v4, int v6) = classesOf.GetValueOrDefault(member.Endpoint, (-1, -1));
                classesOf[member.Endpoint] = @class.Family == IpFamily.V4 ? (number, v6) : (v4, number);
            }
        }

        _namespaces = [.. classesOf.Keys.Select(endpoint => endpoint.Namespace).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        var namespaces = _namespaces.Select((name, place) => (name, place)).ToDictionary(entry => entry.name, entry => entry.place, StringComparer.Ordinal);
        var kinds = new Dictionary<(int V4, int V6), int>();
        var counts = new Dictionary<(int Namespace, int Kind), int>();
        foreach (IGrouping<(string Namespace, string Group), Endpoint> group in classesOf.Keys
            .GroupBy(endpoint => (endpoint.Namespace, GroupOf(endpoint)))
            .OrderBy(group => group.Key.Namespace, StringComparer.Ordinal)
            .ThenBy(group => group.Key.Item2, StringComparer.Ordinal))
        {
            int @namespace = namespaces[group.Key.Namespace];
            foreach (Endpoint endpoint in group.OrderBy(endpoint => endpoint.ToString(), StringComparer.Ordinal))
            {
                (int V4, int V6) classes = classesOf[endpoint];
                ref int kind = ref CollectionsMarshal.GetValueRefOrAddDefault(kinds, classes, out bool isKnown);
                if (!isKnown)
                {
                    kind = Kinds.Count;
                    Kinds.Add(new ReportKind(classes.V4, classes.V6, IsItself: endpoint.Kind != EndpointKind.Workload));
                }

                KindOf.Add(kind);
                CollectionsMarshal.GetValueRefOrAddDefault(counts, (@namespace, kind), out _)++;
                _places.Add(endpoint, _endpoints.Count);
                _endpoints.Add((endpoint, _groups.Count));
            }

            _groups.Add((group.Key.Group, @namespace));
        }

        Counts = [.. counts.Select(entry => (entry.Key.Namespace, entry.Key.Kind, entry.Value))];
    }

    public PolicySnapshot Snapshot { get; }

    public ClassTable Classes { get; }

    public int NamespaceCount => _namespaces.Count;

    /// <summary>The kinds of endpoints: those of one kind are of one class in each family.</summary>
    public List<ReportKind> Kinds { get; } = [];

    /// <summary>The kind of each endpoint.</summary>
    public List<int> KindOf { get; } = [];

    /// <summary>How many endpoints of each kind each namespace has.</summary>
    public IReadOnlyList<(int Namespace, int Kind, int Count)> Counts { get; }

    public void Write(Utf8JsonWriter json)
    {
        Strings(json, "namespaces", _namespaces);
        json.WriteStartArray("groups");
        foreach ((string name, int @namespace) in _groups)
        {
            json.WriteStartArray();
            json.WriteStringValue(name);
            json.WriteNumberValue(@namespace);
            json.WriteEndArray();
        }

        json.WriteEndArray();
        WriteEndpoints(json);
        WriteOutside(json);
        WriteServices(json);
        WriteHeld(json);
    }

    private static void Strings(Utf8JsonWriter json, string name, IEnumerable<string> values)
    {
        json.WriteStartArray(name);
        foreach (string value in values)
        {
            json.WriteStringValue(value);
        }

        json.WriteEndArray();
    }

    /// <summary>The name of the workload, or of a pod that has none, as questions and the matrix know it.</summary>
    private static string GroupOf(Endpoint endpoint) => endpoint.Workload.IndexOf('/', StringComparison.Ordinal) is > 0 and var slash
        ? $"{endpoint.Workload[..slash]}/{endpoint.Namespace}/{endpoint.Workload[(slash + 1)..]}"
        : endpoint.ToString();

    private void WriteEndpoints(Utf8JsonWriter json)
    {
        json.WriteStartArray("endpoints");
        for (int place = 0; place < _endpoints.Count; place++)
        {
            (Endpoint endpoint, int group) = _endpoints[place];
            json.WriteStartArray();
            json.WriteStringValue(endpoint.ToString());
            json.WriteNumberValue(group);
            json.WriteNumberValue(KindOf[place]);
            foreach (IpAddress address in endpoint.Addresses)
            {
                json.WriteStringValue(address.ToString());
            }

            json.WriteEndArray();
        }

        json.WriteEndArray();
        json.WriteStartArray("kinds");
        foreach (ReportKind kind in Kinds)
        {
            json.WriteStartArray();
            json.WriteNumberValue(kind.V4);
            json.WriteNumberValue(kind.V6);
            json.WriteNumberValue(kind.IsItself ? 1 : 0);
            json.WriteEndArray();
        }

        json.WriteEndArray();
    }

    private void WriteOutside(Utf8JsonWriter json)
    {
        json.WriteStartArray("outside");
        foreach (ClassRange range in Classes.Outside)
        {
            json.WriteStartArray();
            json.WriteStringValue(range.First.ToString());
            json.WriteStringValue(range.Last.ToString());
            json.WriteNumberValue(range.Class);
            json.WriteEndArray();
        }

        json.WriteEndArray();
    }

    /// <summary>Services as destinations: their ports, and for each backend the port it has behind them.</summary>
    private void WriteServices(Utf8JsonWriter json)
    {
        json.WriteStartArray("services");
        foreach (Service service in Snapshot.Model.Services.OrderBy(service => service.Namespace, StringComparer.Ordinal).ThenBy(service => service.Name, StringComparer.Ordinal))
        {
            (Endpoint Endpoint, IpFamily Family)[] backends = [.. Classes.BackendsOf(service)];
            json.WriteStartArray();
            json.WriteStringValue($"svc/{service.Namespace}/{service.Name}");
            Ports(json, service, backends);
            json.WriteStartArray();
            foreach ((Endpoint endpoint, IpFamily family) in backends)
            {
                json.WriteNumberValue(_places[endpoint]);
                json.WriteNumberValue(family == IpFamily.V4 ? 4 : 6);
            }

            json.WriteEndArray();
            json.WriteEndArray();
        }

        json.WriteEndArray();
    }

    private static void Ports(Utf8JsonWriter json, Service service, IReadOnlyCollection<(Endpoint Endpoint, IpFamily Family)> backends)
    {
        json.WriteStartArray();
        foreach (ServicePort port in service.Ports)
        {
            json.WriteStartArray();
            json.WriteStringValue(port.Name);
            json.WriteNumberValue(port.Protocol.Number);
            json.WriteNumberValue(port.Number);
            foreach (int target in port.TargetName is { } name ? backends.Select(backend => PortOf(backend.Endpoint, name, port.Protocol)) : [port.TargetNumber])
            {
                json.WriteNumberValue(target);
            }

            json.WriteEndArray();
        }

        json.WriteEndArray();
    }

    /// <summary>The port that an endpoint declares under a name; 0 where it declares none.</summary>
    private static int PortOf(Endpoint endpoint, string name, Protocol protocol) =>
        endpoint.Ports.FirstOrDefault(port => port.Name == name && port.Protocol == protocol).Number;

    /// <summary>Addresses that are neither outside nor those of the endpoints above, with what has them.</summary>
    private void WriteHeld(Utf8JsonWriter json)
    {
        var held = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (Service service in Snapshot.Model.Services)
        {
            Add(service.ClusterAddresses, $"svc/{service.Namespace}/{service.Name}");
            Add(service.ExternalAddresses, $"the outside of svc/{service.Namespace}/{service.Name}");
        }

        foreach (Node node in Snapshot.Model.Nodes)
        {
            Add(node.Addresses, $"node/{node.Name}");
            Add(node.TunnelAddresses, $"a tunnel of node/{node.Name}");
        }

        foreach (Endpoint endpoint in Snapshot.Model.Endpoints.Where(endpoint => !_places.ContainsKey(endpoint)))
        {
            Add(endpoint.Addresses, endpoint.ToString());
        }

        json.WriteStartObject("held");
        foreach ((string address, string owner) in held)
        {
            json.WriteString(address, owner);
        }

        json.WriteEndObject();

        void Add(IEnumerable<IpAddress> addresses, string owner)
        {
            foreach (IpAddress address in addresses)
            {
                held.TryAdd(address.ToString(), owner);
            }
        }
    }
}
