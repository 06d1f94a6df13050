using System.Globalization;
using PolicyEngine.Binding.Calico;
using PolicyEngine.Binding.Kubernetes;
using PolicyEngine.Model;
using PolicyEngine.Selectors;
using PolicyEngine.Sets;
using PolicyEngine.Text;

namespace PolicyEngine.Binding;

/// <summary>What the binders of one input share: where they report, and what they have made of texts that come again and again.</summary>
internal sealed class BindingContext
{
    private readonly Stack<List<string>> _unusedNames = new();
    private readonly Dictionary<(string List, int Index), string> _items = [];
    private readonly Dictionary<string, Selector> _inNamespace = new(StringComparer.Ordinal);

    public BindingContext(DiagnosticBag diagnostics, EnforcementProfile profile)
    {
        Diagnostics = diagnostics;
        Profile = profile;
        Composer = new CalicoSelectorComposer(Selectors);
    }

    public DiagnosticBag Diagnostics { get; }

    /// <summary>What is taken to enforce the policies.</summary>
    public EnforcementProfile Profile { get; }

    public SelectorTexts Selectors { get; } = new();

    public CalicoSelectorComposer Composer { get; }

    /// <summary>Label selectors, by the prefix of their labels.</summary>
    public BoundContents<string, LabelRequirements> LabelSelectors { get; } = new();

    /// <summary>Ports of Kubernetes rules.</summary>
    public BoundContents<string, PeerMatch> Ports { get; } = new();

    /// <summary>Peers of Kubernetes rules that name their namespaces.</summary>
    public BoundContents<string, PeerMatch> Peers { get; } = new();

    /// <summary>Sides of Calico rules, by all else that they depend on.</summary>
    public BoundContents<CalicoPeerScope, PeerMatch> CalicoPeers { get; } = new();

    /// <summary>Holds for everything that lives in one namespace.</summary>
    public Selector InNamespace(string name)
    {
        if (!_inNamespace.TryGetValue(name, out Selector? selector))
        {
            selector = CalicoLabels.InNamespace(name);
            _inNamespace.Add(name, selector);
        }

        return selector;
    }

    /// <summary>An empty list to collect names in: one is needed for each mapping, and only for a short while.</summary>
    public List<string> RentNames() => _unusedNames.TryPop(out List<string>? names) ? names : [];

    public void ReturnNames(List<string>? names)
    {
        if (names is not null)
        {
            names.Clear();
            _unusedNames.Push(names);
        }
    }

    /// <summary>The name of an item of a list, such as <c>ingress[0]</c>.</summary>
    public string Item(string list, int index)
    {
        if (!_items.TryGetValue((list, index), out string? name))
        {
            name = string.Create(CultureInfo.InvariantCulture, $"{list}[{index}]");
            _items.Add((list, index), name);
        }

        return name;
    }
}
