using System.Collections.Immutable;
using PolicyEngine.Model;
using PolicyEngine.Selectors;
using PolicyEngine.Sets;

namespace PolicyEngine.Compilation;

/// <summary>
/// Compiles a model: numbers the conditions of all rules, evaluates selectors once for each distinct set of labels,
/// cuts the address space at every edge in play, and gives endpoints their chains and classes. Decision tables are
/// made later, when they are first asked for.
/// </summary>
internal sealed class GraphCompiler
{
    private readonly PolicyModel _model;
    private readonly CancellationToken _cancellation;
    private readonly PredicateTable _predicates;
    private readonly SignatureTable _signatures = new();
    private readonly AddressClassTable _classes;
    private readonly Dictionary<LabelSet, LabelClass> _labelClasses = [];
    private readonly List<int> _matches = [];
    private SelectorIndex _index = SelectorIndex.Create([]);
    private IpFamilies _assumed;

    private GraphCompiler(PolicyModel model, CancellationToken cancellation)
    {
        (_model, _cancellation) = (model, cancellation);
        _classes = new AddressClassTable(_signatures);
        _predicates = new PredicateTable(model.Nodes);
    }

    public static EvaluationGraph Compile(PolicyModel model, CancellationToken cancellation) =>
        new GraphCompiler(model, cancellation).Compile();

    private EvaluationGraph Compile()
    {
        ImmutableArray<CompiledPolicy> policies = [.. _model.Policies.Select((policy, index) => CompiledPolicy.Compile(index, policy, _predicates))];
        var profiles = new ProfileCompiler(_predicates);
        foreach (Endpoint endpoint in _model.Endpoints)
        {
            profiles.IdOf(endpoint.Profiles);
        }

        Dictionary<FelixConfiguration, HostChainForms> forms = new(ReferenceEqualityComparer.Instance);
        foreach (Endpoint host in _model.Endpoints.Where(endpoint => endpoint.Kind == EndpointKind.HostEndpoint))
        {
            FelixConfiguration felix = _model.Felix.Of(host.Node);
            if (!forms.ContainsKey(felix))
            {
                forms.Add(felix, new HostChainForms(felix, _model, _predicates));
            }
        }

        if (!_model.ServiceAddresses.IsEmpty)
        {
            _predicates.NumberOf(_model.ServiceAddresses);
        }

        // INVARIANT: from here on every condition of every rule has its number.
        _index = SelectorIndex.Create(_predicates.Selectors);
        _assumed = AssumedFamilies();
        var sides = new EndpointSides[_model.Endpoints.Length];
        var chains = new ChainTable(_model, policies, _signatures, profiles);
        AddressAtlas atlas = BuildAtlas(sides);
        ImmutableArray<HostStages>.Builder hosts = ImmutableArray.CreateBuilder<HostStages>();
        for (int index = 0; index < sides.Length; index++)
        {
            Endpoint endpoint = _model.Endpoints[index];
            if (!endpoint.LendsLabels)
            {
                continue;
            }

            LabelClass labels = ClassOf(endpoint);
            if (endpoint.Kind == EndpointKind.HostEndpoint)
            {
                hosts.Add(chains.StagesOf(endpoint, labels.Subject, forms[_model.Felix.Of(endpoint.Node)]));
                continue;
            }

            sides[index].IngressChain = chains.ChainOf(labels.Subject, endpoint.Profiles, ChainForm.WorkloadIngress).Id;
            sides[index].EgressChain = chains.ChainOf(labels.Subject, endpoint.Profiles, ChainForm.WorkloadEgress).Id;
        }

        return new EvaluationGraph
        {
            Chains = [.. chains.Chains],
            ChainUsesSelf = [.. chains.Chains.Select(chain => chain.UsesSelf)],
            Classes = [.. _classes.Classes],
            Endpoints = ImmutableArray.Create(sides),
            Hosts = hosts.ToImmutable(),
            Atlas = atlas,
            AssumedFamilies = _assumed,
        };
    }

    private AddressAtlas BuildAtlas(EndpointSides[] sides)
    {
        var v4 = new AtlasBuilder<uint>(_signatures, _classes, IpFamily.V4);
        var v6 = new AtlasBuilder<AddressBits>(_signatures, _classes, IpFamily.V6);
        for (int number = 0; number < _predicates.AddressSets.Count; number++)
        {
            v4.AddRuleSet(number, _predicates.AddressSets[number].V4);
            v6.AddRuleSet(number, _predicates.AddressSets[number].V6);
        }

        for (int number = 0; number < _model.NetworkSets.Length; number++)
        {
            v4.AddNetworkSet(number, _model.NetworkSets[number].Addresses.V4);
            v6.AddNetworkSet(number, _model.NetworkSets[number].Addresses.V6);
        }

        var owners = new AddressOwner?[sides.Length];
        for (int index = 0; index < sides.Length; index++)
        {
            _cancellation.ThrowIfCancellationRequested();
            sides[index] = new EndpointSides();
            Endpoint endpoint = _model.Endpoints[index];
            if (!endpoint.LendsLabels)
            {
                continue;
            }

            AddressOwner owner = owners[index] = OwnerOf(endpoint);
            foreach (IpAddress address in endpoint.Addresses)
            {
                if (address.Family == IpFamily.V4)
                {
                    v4.AddEndpoint(index, (uint)address.Value.Low, owner);
                }
                else
                {
                    v6.AddEndpoint(index, address.Value, owner);
                }
            }
        }

        Signature SelectorsOf(int networkSet) => ClassOf(_model.NetworkSets[networkSet].Labels).Peer;
        var atlas = new AddressAtlas(v4.Build(SelectorsOf), v6.Build(SelectorsOf));
        ClassEndpoints(sides, owners, atlas);
        return atlas;
    }

    /// <summary>
    /// Gives each endpoint the class of its first address in each family. A pod without one has a class all the same, for
    /// traffic with an address of that family.
    /// </summary>
    private void ClassEndpoints(EndpointSides[] sides, AddressOwner?[] owners, AddressAtlas atlas)
    {
        foreach (IpFamily family in (ReadOnlySpan<IpFamily>)[IpFamily.V4, IpFamily.V6])
        {
            IpFamilies flag = family.AsSet();
            (Signature certain, Signature possible) = UnknownMembership(family);
            Signature possibleSelectors = PossibleSelectors(family);
            for (int index = 0; index < sides.Length; index++)
            {
                Endpoint endpoint = _model.Endpoints[index];
                ref EndpointSides side = ref sides[index];
                IpAddress? held = endpoint.AddressIn(family);
                bool has = held is not null || (endpoint.Addresses.IsEmpty && _assumed.HasFlag(flag));
                if (endpoint.Kind == EndpointKind.FinishedPod || !(has || endpoint.LendsLabels))
                {
                    continue;
                }

                side.Families |= has ? flag : IpFamilies.None;
                if (held is null)
                {
                    side.SetClass(family, _classes.Unknown(family, owners[index], certain, possible, possibleSelectors).Id);
                }
                else
                {
                    side.SetClass(family, atlas.Find(held.Value).Class);
                }
            }
        }
    }

    private (Signature Certain, Signature Possible) UnknownMembership(IpFamily family)
    {
        var certain = new List<int>();
        var possible = new List<int>();
        for (int number = 0; number < _predicates.AddressSets.Count; number++)
        {
            AddressSet addresses = _predicates.AddressSets[number];
            bool full = family == IpFamily.V4 ? addresses.V4.IsFull : addresses.V6.IsFull;
            bool empty = family == IpFamily.V4 ? addresses.V4.IsEmpty : addresses.V6.IsEmpty;
            if (!empty)
            {
                (full ? certain : possible).Add(number);
            }
        }

        return (_signatures.Intern(certain), _signatures.Intern(possible));
    }

    private Signature PossibleSelectors(IpFamily family)
    {
        Signature possible = _signatures.Empty;
        foreach (NetworkSet set in _model.NetworkSets)
        {
            if (family == IpFamily.V4 ? !set.Addresses.V4.IsEmpty : !set.Addresses.V6.IsEmpty)
            {
                possible = _signatures.Union(possible, ClassOf(set.Labels).Peer);
            }
        }

        return possible;
    }

    /// <summary>The families that known pod addresses have; IPv4 where none is known.</summary>
    private IpFamilies AssumedFamilies()
    {
        IpFamilies seen = IpFamilies.None;
        foreach (Endpoint endpoint in _model.Endpoints.Where(endpoint => endpoint.Kind != EndpointKind.HostEndpoint))
        {
            foreach (IpAddress address in endpoint.Addresses)
            {
                seen |= address.Family.AsSet();
            }
        }

        return seen == IpFamilies.None ? IpFamilies.V4 : seen;
    }

    private AddressOwner OwnerOf(Endpoint endpoint) => _classes.OwnerOf(ClassOf(endpoint).Peer, endpoint.IsMissing ? [] : endpoint.Ports, _predicates.PortNames);

    private LabelClass ClassOf(Endpoint endpoint) => endpoint.IsMissing ? new LabelClass(_signatures.Empty, _signatures.Empty) : ClassOf(endpoint.Labels);

    private LabelClass ClassOf(LabelSet labels)
    {
        if (_labelClasses.TryGetValue(labels, out LabelClass? known))
        {
            return known;
        }

        _matches.Clear();
        _index.Match(labels, _matches);
        var subject = new List<int>();
        var peer = new List<int>();
        foreach (int number in _matches)
        {
            if (_predicates.IsPeerSelector[number])
            {
                peer.Add(number);
            }

            if (_predicates.IsSubjectSelector[number])
            {
                subject.Add(number);
            }
        }

        known = new LabelClass(_signatures.Intern(subject), _signatures.Intern(peer));
        _labelClasses.Add(labels, known);
        return known;
    }
}
