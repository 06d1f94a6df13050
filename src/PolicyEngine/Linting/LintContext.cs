using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using PolicyEngine.Binding;
using PolicyEngine.Connectivity;
using PolicyEngine.Documents;
using PolicyEngine.Expectations;
using PolicyEngine.Linting.Facts;
using PolicyEngine.Linting.Rules.Input;
using PolicyEngine.Model;
using PolicyEngine.Queries.Reach;
using PolicyEngine.Selectors;
using PolicyEngine.Text;

namespace PolicyEngine.Linting;

/// <summary>The input that lint rules look at, and what several of them need to know of it, worked out once.</summary>
public sealed class LintContext
{
    private readonly KeptInput _kept;
    private readonly Lazy<SelectedEndpoints> _selected;
    private readonly Lazy<RuleUses> _uses;
    private readonly Lazy<ImmutableArray<(Policy, RemovableEffect)>> _removable;
    private readonly Lazy<BlockedRules> _blocked;
    private readonly Lazy<CoveredRules> _covered;
    private readonly Lazy<FrozenDictionary<SourceSpan, MappingNode>> _documents;
    private readonly Lazy<FrozenDictionary<string, InputText>> _texts;
    private readonly Lazy<ILookup<string, Diagnostic>> _diagnostics;
    private readonly Lazy<WrittenPlaces> _written;

    /// <param name="input">The input.</param>
    /// <param name="before">The input with which rules compare it; null where they compare it with nothing.</param>
    /// <param name="earlier">What was found out about an input that this one came from; null where nothing was.</param>
    /// <param name="options">How it is looked at.</param>
    /// <param name="cancellation">Stops the work.</param>
    internal LintContext(LoadResult input, LoadResult? before, LintContext? earlier, LintOptions options, CancellationToken cancellation)
    {
        (Snapshot, Diagnostics, Parameters, Cancellation) = (input.Snapshot, input.Diagnostics, options.Parameters, cancellation);
        (Today, Assertions, RenderFor) = (options.Today, options.Assertions, options.RenderFor);
        Before = before is null ? null : new LintContext(before, null, null, options, cancellation);
        _kept = input.Kept ?? KeptInput.Empty;
        (RuleUses? earlierUses, BlockedRules? earlierBlocked) = (Known(earlier?._uses), Known(earlier?._blocked));
        (CoveredRules? earlierCovered, SelectedEndpoints? earlierSelected) = (Known(earlier?._covered), Known(earlier?._selected));
        _uses = new Lazy<RuleUses>(() => new RuleUseFinder(Snapshot, earlierUses, cancellation).Find());
        _removable = new Lazy<ImmutableArray<(Policy, RemovableEffect)>>(() => Linting.RemovablePolicies.In(this));
        _blocked = new Lazy<BlockedRules>(() => new BlockedRuleFinder(this, earlierBlocked).Find());
        _selected = new Lazy<SelectedEndpoints>(() => new SelectedEndpoints(Model, endpoint => endpoint.LendsLabels && !endpoint.IsMissing, earlierSelected, cancellation));
        _covered = new Lazy<CoveredRules>(() => new CoveredRuleFinder(this, new ReachBudget(ReachBudget.OfInput, cancellation), earlierCovered).Find());
        _documents = new Lazy<FrozenDictionary<SourceSpan, MappingNode>>(
            () => _kept.Documents.DistinctBy(document => document.Span).ToFrozenDictionary(document => document.Span));
        _texts = new Lazy<FrozenDictionary<string, InputText>>(
            () => _kept.Texts.DistinctBy(text => text.Name, StringComparer.Ordinal).ToFrozenDictionary(text => text.Name, StringComparer.Ordinal));
        _diagnostics = new Lazy<ILookup<string, Diagnostic>>(() => Diagnostics.ToLookup(diagnostic => diagnostic.Code, StringComparer.Ordinal));
        _written = new Lazy<WrittenPlaces>(() => new WrittenPlaces(_kept.Documents, Model.Policies, TextOf));
        Policies = [.. Model.Policies.Where(policy => policy.Fault is null)];
        (Facts, RenamedKeys, Selectors) = (new InputFacts(this, earlier?.Facts), new RenamedKeys(this), new SelectorFacts(earlier?.Selectors));
    }

    /// <summary>The compiled input.</summary>
    public PolicySnapshot Snapshot { get; }

    /// <summary>The input as the engine understood it.</summary>
    public PolicyModel Model => Snapshot.Model;

    /// <summary>The policies that were understood, staged ones included, in evaluation order.</summary>
    public ImmutableArray<Policy> Policies { get; }

    /// <summary>What reading the input had to tell.</summary>
    public ImmutableArray<Diagnostic> Diagnostics { get; }

    /// <summary>What rules take for much, sensitive or foreign.</summary>
    public LintParameters Parameters { get; }

    /// <summary>What must hold.</summary>
    public ImmutableArray<Expectation> Assertions { get; }

    /// <summary>The names of targets that the policies are rendered for.</summary>
    public ImmutableArray<string> RenderFor { get; }

    /// <summary>The day on which the input is looked at; null where it does not matter.</summary>
    public DateOnly? Today { get; }

    /// <summary>The input as it was before; null where there is none to compare with.</summary>
    public LintContext? Before { get; }

    /// <summary>Stops the work; rules that take long look at it.</summary>
    public CancellationToken Cancellation { get; }

    /// <summary>What each rule does in the cluster.</summary>
    internal ImmutableArray<RuleUse> RuleUses => _uses.Value.All;

    /// <summary>The policies without which the cluster would be the same.</summary>
    internal ImmutableArray<(Policy Policy, RemovableEffect Effect)> RemovablePolicies => _removable.Value;

    /// <summary>The rules that allow what the other side denies.</summary>
    internal ImmutableArray<BlockedRule> BlockedRules => _blocked.Value.All;

    /// <summary>What several rules need to know of the input.</summary>
    internal InputFacts Facts { get; }

    /// <summary>What holds of its selectors in every cluster.</summary>
    internal SelectorFacts Selectors { get; }

    /// <summary>What its objects would be with keys of other names.</summary>
    internal RenamedKeys RenamedKeys { get; }

    /// <summary>Which endpoints selectors hold for.</summary>
    internal SelectedEndpoints Selected => _selected.Value;

    /// <summary>The rules that earlier ones leave nothing to.</summary>
    internal ImmutableArray<CoveredRule> CoveredRules => _covered.Value.All;

    /// <summary>The documents of the input, Secrets left out; none where its text was not kept.</summary>
    internal ImmutableArray<MappingNode> Documents => _kept.Documents;

    /// <summary>The endpoints with labels that a selector holds for: pods, workloads that stand for theirs, host endpoints.</summary>
    /// <param name="selector">A policy's subject or the selector of a rule's peer.</param>
    public ImmutableArray<Endpoint> EndpointsOf(Selector selector)
    {
        ArgumentNullException.ThrowIfNull(selector);
        return _selected.Value.Of(selector);
    }

    /// <summary>The document that an object was written in; null where it is not kept.</summary>
    internal MappingNode? DocumentAt(SourceSpan span) => _documents.Value.GetValueOrDefault(span);

    /// <summary>The <c>spec</c> of a policy as it was written; null where it is not kept.</summary>
    internal MappingNode? SpecOf(Policy policy) => DocumentAt(policy.Span)?["spec"] as MappingNode;

    /// <summary>The text of a file; null where it is not kept.</summary>
    internal InputText? TextOf(string file) => _texts.Value.GetValueOrDefault(file);

    /// <summary>What reading the input had to tell, by code.</summary>
    internal ILookup<string, Diagnostic> DiagnosticsByCode => _diagnostics.Value;

    /// <summary>What stands at the places of the input.</summary>
    internal WrittenPlaces Written => _written.Value;

    /// <summary>Whether a namespace is one of the cluster's own machinery.</summary>
    internal bool IsSystem(string @namespace) => Parameters.SystemNamespaces.Contains(@namespace, StringComparer.Ordinal);

    /// <summary>A fact that was worked out; null where nobody has asked for it.</summary>
    internal static T? Known<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicParameterlessConstructor)] T>(Lazy<T>? fact)
        where T : class => fact is { IsValueCreated: true } ? fact.Value : null;

    /// <summary>The kept documents with what they say of themselves.</summary>
    internal IEnumerable<(ObjectHeader Header, MappingNode Root)> Objects => _kept.Documents.Select(document => (ObjectHeader.Of(document), document));
}
