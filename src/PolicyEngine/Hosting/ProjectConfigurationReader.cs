using System.Collections.Immutable;
using System.Globalization;
using PolicyEngine.Binding;
using PolicyEngine.Documents;
using PolicyEngine.Expectations;
using PolicyEngine.Linting;
using PolicyEngine.Model;
using PolicyEngine.Text;

namespace PolicyEngine.Hosting;

/// <summary>Reads a project's configuration, strictly.</summary>
internal sealed class ProjectConfigurationReader(IEnumerable<LintRuleDescriptor> rules)
{
    private static readonly (string Word, LintThreshold Value)[] s_thresholds =
        [("error", LintThreshold.Error), ("warning", LintThreshold.Warning), ("note", LintThreshold.Note), ("never", LintThreshold.Never)];

    private static readonly (string Word, Severity? Value)[] s_severities =
        [("off", null), ("note", Severity.Note), ("warning", Severity.Warning), ("error", Severity.Error)];

    private static readonly (string Word, EnforcementProfile Value)[] s_profiles = [.. EnforcementProfile.All.Select(profile => (profile.Name, profile))];

    private readonly DiagnosticBag _diagnostics = new(ReadLimits.Default.MaxDiagnosticsPerFile);
    private readonly Dictionary<string, string> _idOf = rules
        .SelectMany(rule => new[] { (Name: rule.Id, rule.Id), (rule.Name, rule.Id) })
        .DistinctBy(pair => pair.Name, StringComparer.Ordinal)
        .ToDictionary(pair => pair.Name, pair => pair.Id, StringComparer.Ordinal);

    public ProjectConfiguration Read(PolicySource source, out ImmutableArray<Diagnostic> diagnostics)
    {
        ProjectConfiguration configuration = ReadRoot(source) is { } root
            ? Read(new SettingsReader(root, "", _diagnostics))
            : ProjectConfiguration.Default;
        diagnostics = _diagnostics.ToImmutable();
        return configuration;
    }

    private MappingNode? ReadRoot(PolicySource source)
    {
        var report = new InputDiagnostics(source.Name, _diagnostics);
        try
        {
            using var input = new Utf8Input(source.Open(), report);
            input.SkipByteOrderMark();
            var documents = new YamlDocumentReader(ReadLimits.Default, report, new DocumentCounter(2, report), new StringPool());
            DocumentNode[] roots = [.. documents.Read(input, CancellationToken.None)];
            switch (roots)
            {
                case [MappingNode root]:
                    return root;
                case [] or [ScalarNode { Kind: ScalarKind.Null }]:
                    return null;
                default:
                    _diagnostics.Add(ConfigurationDiagnostics.WrongSetting, roots[^1].Span, "expected one mapping of settings", "a configuration is one document");
                    return null;
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            _diagnostics.Add(UnreadableFile.Of(source.Name, exception));
            return null;
        }
    }

    private ProjectConfiguration Read(SettingsReader settings)
    {
        var configuration = new ProjectConfiguration
        {
            Inputs = settings.Strings("inputs") ?? [],
            Namespace = settings.String("namespace"),
            Profile = settings.Choice("profile", s_profiles),
        };
        if (settings.Section("network") is { } network)
        {
            configuration = configuration with { NetworkMtu = network.Count("mtu") };
            network.Finish();
        }

        if (settings.Section("lint") is { } lint)
        {
            configuration = configuration with
            {
                FailOn = lint.Choice("failOn", [.. s_thresholds.Select(pair => (pair.Word, (LintThreshold?)pair.Value))]),
                Baseline = lint.String("baseline"),
                Lint = ReadLint(lint),
            };
            lint.Finish();
        }

        settings.Finish();
        return configuration;
    }

    private LintOptions ReadLint(SettingsReader lint)
    {
        LintOptions options = LintOptions.Default with
        {
            AllowsInlineSuppressions = lint.Boolean("inlineSuppressions") ?? true,
            Suppressions = [.. lint.Sections("suppressions").Select(ReadSuppression).OfType<LintSuppression>()],
            Assertions = ReadAssertions(lint),
            RenderFor = lint.Strings("renderFor") ?? [],
            Parameters = lint.Section("parameters") is { } parameters ? ReadParameters(parameters) : LintParameters.Default,
        };
        foreach ((string name, SourceSpan span, Severity? severity) in lint.Choices("rules", s_severities))
        {
            if (IdOf(name, span) is { } id)
            {
                options = severity is { } given
                    ? options with { Severities = options.Severities.SetItem(id, given) }
                    : options with { Disabled = options.Disabled.Add(id) };
            }
        }

        return options;
    }

    private ImmutableArray<Expectation> ReadAssertions(SettingsReader lint)
    {
        var reader = new ExpectationReader(_diagnostics);
        foreach (MappingNode assertion in lint.Mappings("assertions"))
        {
            reader.ReadExpectation(assertion);
        }

        return reader.Expectations;
    }

    private LintSuppression? ReadSuppression(SettingsReader settings)
    {
        string? rule = settings.Required("rule");
        string objects = settings.String("objects") ?? "*";
        string reason = settings.Required("reason") ?? "";
        DateOnly? until = settings.Date("until");
        settings.Finish();
        return rule is null ? null
            : rule == "*" ? new LintSuppression(rule, objects, reason, until)
            : IdOf(rule, settings.SpanOf("rule")) is { } id ? new LintSuppression(id, objects, reason, until)
            : null;
    }

    private static LintParameters ReadParameters(SettingsReader settings)
    {
        LintParameters defaults = LintParameters.Default;
        var parameters = new LintParameters
        {
            SensitivePorts = settings.Strings("sensitivePorts") is { } ports ? [.. settings.Ports("sensitivePorts", ports)] : defaults.SensitivePorts,
            WidePortRange = settings.Count("widePortRange") ?? defaults.WidePortRange,
            RulesPerEndpoint = settings.Count("rulesPerEndpoint") ?? defaults.RulesPerEndpoint,
            BlocksPerRule = settings.Count("blocksPerRule") ?? defaults.BlocksPerRule,
            LargestAddressSet = settings.Count("largestAddressSet") ?? defaults.LargestAddressSet,
            PoliciesOfOnePod = settings.Count("policiesOfOnePod") ?? defaults.PoliciesOfOnePod,
            PoliciesPerNamespace = settings.Count("policiesPerNamespace") ?? defaults.PoliciesPerNamespace,
            EntriesPerPolicy = settings.Count("entriesPerPolicy") ?? defaults.EntriesPerPolicy,
            EntriesPerList = settings.Count("entriesPerList") ?? defaults.EntriesPerList,
            PairsPerRule = settings.Count("pairsPerRule") ?? defaults.PairsPerRule,
            DescriptionAnnotations = settings.Strings("descriptionAnnotations") ?? defaults.DescriptionAnnotations,
            PolicyNamePattern = settings.Pattern("policyNamePattern") ?? defaults.PolicyNamePattern,
            SelectorLabels = settings.Strings("selectorLabels") ?? defaults.SelectorLabels,
            StagedDays = settings.Count("stagedDays") ?? defaults.StagedDays,
            OwnerLabel = settings.String("ownerLabel", mayBeEmpty: true) ?? defaults.OwnerLabel,
            SystemNamespaces = settings.Strings("systemNamespaces") ?? defaults.SystemNamespaces,
            TenantLabel = settings.String("tenantLabel", mayBeEmpty: true) ?? defaults.TenantLabel,
        };
        settings.Finish();
        return parameters;
    }

    private string? IdOf(string name, SourceSpan span)
    {
        if (_idOf.TryGetValue(name, out string? id))
        {
            return id;
        }

        string? nearest = NearestName.Of(name, _idOf.Keys);
        _diagnostics.Add(
            ConfigurationDiagnostics.UnknownSetting,
            span,
            $"there is no rule {MessageText.Quote(name)}",
            nearest is null ? string.Create(CultureInfo.InvariantCulture, $"there are {_idOf.Values.Distinct(StringComparer.Ordinal).Count()} rules; `netpol lint --list-rules` lists them") : $"did you mean `{nearest}`?");
        return null;
    }
}
