using System.Buffers.Text;
using System.Collections.Immutable;
using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Text;
using PolicyEngine.Selectors.Indexing;
using PolicyEngine.Selectors.Nodes;
using PolicyEngine.Selectors.Parsing;

namespace PolicyEngine.Selectors;

/// <summary>
/// A label selector in Calico's language: parsed, immutable, safe for concurrent use, and equal to every selector with the
/// same canonical text. Kubernetes label selectors are conjunctions of <see cref="LabelEquals"/> and its like.
/// </summary>
public sealed class Selector : IEquatable<Selector>
{
    /// <summary>The longest text that is parsed, in UTF-16 code units. Composed selectors may print longer ones.</summary>
    public const int MaxTextLength = 16 * 1024;

    /// <summary>The deepest nesting of parentheses that is parsed.</summary>
    public const int MaxNesting = 100;

    /// <summary>The most operands and values in one text.</summary>
    public const int MaxTerms = 4096;

    /// <summary>The longest label name that is parsed, as in Calico.</summary>
    public const int MaxLabelLength = 512;

    private string? _text;
    private string? _uniqueId;
    private object? _requirements;
    private int _hashCode;

    private Selector(SelectorNode root)
    {
        if (root.Height > SelectorNode.MaxHeight)
        {
            throw new ArgumentException($"composed selector is more than {SelectorNode.MaxHeight} nodes high", nameof(root));
        }

        Root = root;
    }

    /// <summary><c>all()</c>: matches every label set.</summary>
    public static Selector All { get; } = new(AllNode.Instance);

    /// <summary><c>!all()</c>: matches no label set.</summary>
    public static Selector None { get; } = new(new NotNode(AllNode.Instance));

    /// <summary>
    /// The canonical text, as Calico prints it. Parsing it yields an equivalent selector, and an equal one unless it contains
    /// a negation of a negation. It has more parentheses than the text parsed, so that one near the limits may exceed them.
    /// </summary>
    public string Text => _text ??= Print(Root);

    /// <summary>Calico's stable identifier of the canonical text: <c>s:</c> and 38 characters of base64url.</summary>
    public string UniqueId => _uniqueId ??= MakeUniqueId(Text);

    /// <summary>Whether this is <c>all()</c> itself; other selectors may match everything too.</summary>
    public bool IsAll => Root is AllNode;

    /// <summary>Whether a label name is too long for Calico's parser, as a prefix can make it.</summary>
    public bool HasOverlongLabel => Root.HasOverlongLabel;

    /// <summary>The names of the labels it asks about, each once, in ordinal order.</summary>
    public ImmutableArray<string> Labels
    {
        get
        {
            SortedSet<string> names = new(StringComparer.Ordinal);
            MapLeaves(leaf =>
            {
                if (leaf is LabelNode node)
                {
                    names.Add(node.Label);
                }

                return leaf;
            });
            return [.. names];
        }
    }

    /// <summary>
    /// What every matching label set must satisfy label by label, in ordinal order of the labels. Empty if nothing is known;
    /// a lower bound to find candidates by, not a substitute for <see cref="Matches"/>.
    /// </summary>
    public ImmutableArray<LabelRequirement> Requirements
    {
        get
        {
            // Boxed so that threads which race publish the whole array or nothing.
            _requirements ??= RequirementFinder.Find(Root);
            return (ImmutableArray<LabelRequirement>)_requirements;
        }
    }

    internal SelectorNode Root { get; }

    /// <summary>Reads a selector. Never throws for any text and never overflows the stack; the empty text is <c>all()</c>.</summary>
    public static bool TryParse(
        string text,
        [NotNullWhen(true)] out Selector? selector,
        [NotNullWhen(false)] out SelectorError? error)
    {
        ArgumentNullException.ThrowIfNull(text);
        selector = null;
        if (text.Length > MaxTextLength)
        {
            error = SelectorMessages.TextTooLong(text.Length);
            return false;
        }

        if (SelectorTokenizer.Tokenize(text, out error) is not { } tokens
            || SelectorGrammar.Read(text, tokens, out error) is not { } root)
        {
            return error is null ? throw new UnreachableException("a rejected selector has an error") : false;
        }

        selector = root is AllNode ? All : new Selector(root);
        error = null;
        return true;
    }

    /// <summary>Reads a selector that is known to be valid.</summary>
    /// <exception cref="SelectorFormatException">The text is not a selector.</exception>
    public static Selector Parse(string text) =>
        TryParse(text, out Selector? selector, out SelectorError? error) ? selector : throw new SelectorFormatException(error);

    /// <summary>
    /// The canonical text of <paramref name="text"/> without Unicode white space at its ends; where that is no selector,
    /// the text without that white space.
    /// </summary>
    public static string Normalise(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        string trimmed = text.Trim();
        return TryParse(trimmed, out Selector? selector, out _) ? selector.Text : trimmed;
    }

    /// <summary>
    /// Whether <paramref name="name"/> is one whole label name: 1 to <see cref="MaxLabelLength"/> ASCII letters, digits and
    /// <c>_ . / -</c> in any order.
    /// </summary>
    public static bool IsValidLabel([NotNullWhen(true)] string? name) =>
        name is { Length: > 0 and <= MaxLabelLength } && IsIdentifier(name);

    /// <summary><c>label == "value"</c>.</summary>
    /// <exception cref="ArgumentException"><paramref name="label"/> has a character that no label name has.</exception>
    public static Selector LabelEquals(string label, string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        return new Selector(new EqualsNode(CheckLabel(label), value));
    }

    /// <summary><c>has(label)</c>.</summary>
    /// <exception cref="ArgumentException"><paramref name="label"/> has a character that no label name has.</exception>
    public static Selector HasLabel(string label) => new(new HasNode(CheckLabel(label)));

    /// <summary><c>label in {...}</c>. Without values it matches nothing.</summary>
    /// <exception cref="ArgumentException"><paramref name="label"/> has a character that no label name has.</exception>
    public static Selector LabelIn(string label, IEnumerable<string> values)
    {
        ArgumentNullException.ThrowIfNull(values);
        return new Selector(new InNode(CheckLabel(label), values));
    }

    /// <summary><c>label not in {...}</c>: holds where the label is absent too.</summary>
    /// <exception cref="ArgumentException"><paramref name="label"/> has a character that no label name has.</exception>
    public static Selector LabelNotIn(string label, IEnumerable<string> values)
    {
        ArgumentNullException.ThrowIfNull(values);
        return new Selector(new NotInNode(CheckLabel(label), values));
    }

    /// <summary>
    /// One conjunction of all operands in their order, nested ones not flattened; a single operand is itself, none is
    /// <see cref="All"/>.
    /// </summary>
    /// <exception cref="ArgumentException">Some hundreds of compositions were nested.</exception>
    public static Selector And(IReadOnlyList<Selector> operands)
    {
        ArgumentNullException.ThrowIfNull(operands);
        return operands.Count switch
        {
            0 => All,
            1 => operands[0],
            _ => new Selector(new AndNode(Roots(operands))),
        };
    }

    /// <summary>
    /// One disjunction of all operands in their order, nested ones not flattened; a single operand is itself, none is
    /// <see cref="None"/>.
    /// </summary>
    /// <exception cref="ArgumentException">Some hundreds of compositions were nested.</exception>
    public static Selector Or(IReadOnlyList<Selector> operands)
    {
        ArgumentNullException.ThrowIfNull(operands);
        return operands.Count switch
        {
            0 => None,
            1 => operands[0],
            _ => new Selector(new OrNode(Roots(operands))),
        };
    }

    /// <summary>What parsing <c>(left) &amp;&amp; (right)</c> yields: one conjunction of two operands, nested ones not flattened.</summary>
    /// <exception cref="ArgumentException">Some hundreds of compositions were nested.</exception>
    public static Selector And(Selector left, Selector right)
    {
        ArgumentNullException.ThrowIfNull(left);
        ArgumentNullException.ThrowIfNull(right);
        return new Selector(new AndNode([left.Root, right.Root]));
    }

    /// <summary>What parsing <c>(left) || (right)</c> yields: one disjunction of two operands, nested ones not flattened.</summary>
    /// <exception cref="ArgumentException">Some hundreds of compositions were nested.</exception>
    public static Selector Or(Selector left, Selector right)
    {
        ArgumentNullException.ThrowIfNull(left);
        ArgumentNullException.ThrowIfNull(right);
        return new Selector(new OrNode([left.Root, right.Root]));
    }

    /// <summary>What parsing <c>!(operand)</c> yields. A double negation is kept.</summary>
    /// <exception cref="ArgumentException">Some hundreds of compositions were nested.</exception>
    public static Selector Not(Selector operand)
    {
        ArgumentNullException.ThrowIfNull(operand);
        return new Selector(new NotNode(operand.Root));
    }

    /// <summary>Whether this selector holds for <paramref name="labels"/>. Allocates nothing.</summary>
    public bool Matches(LabelSet labels)
    {
        ArgumentNullException.ThrowIfNull(labels);
        return Root.Matches(labels);
    }

    /// <summary>This selector with <paramref name="prefix"/> before every label name; values stay as they are.</summary>
    /// <remarks>Names may become longer than Calico accepts: see <see cref="HasOverlongLabel"/>.</remarks>
    /// <exception cref="ArgumentException"><paramref name="prefix"/> has a character that no label name has.</exception>
    public Selector WithLabelPrefix(string prefix)
    {
        ArgumentNullException.ThrowIfNull(prefix);
        if (prefix.Length == 0)
        {
            return this;
        }

        CheckLabel(prefix);
        return MapLeaves(leaf => leaf is LabelNode node ? node.WithLabel(prefix + node.Label) : leaf);
    }

    /// <summary>This selector with every label name replaced by what <paramref name="rename"/> makes of it; values stay as they are.</summary>
    /// <exception cref="ArgumentException">A new name has a character that no label name has.</exception>
    public Selector WithLabels(Func<string, string> rename)
    {
        ArgumentNullException.ThrowIfNull(rename);
        return MapLeaves(leaf => leaf is LabelNode node && rename(node.Label) is var name && name != node.Label
            ? node.WithLabel(CheckLabel(name, nameof(rename)))
            : leaf);
    }

    /// <summary>
    /// This selector with every <c>all()</c> replaced. Calico does so when it composes the selectors of a rule:
    /// a namespace selector's <c>all()</c> becomes <c>has(projectcalico.org/namespace)</c>. It replaces text, this method
    /// replaces nodes: they differ only for a quoted value that contains <c>all()</c>, which stays here.
    /// </summary>
    /// <exception cref="ArgumentException">The result would be some hundreds of nodes high.</exception>
    public Selector ReplaceAll(Selector replacement)
    {
        ArgumentNullException.ThrowIfNull(replacement);
        return MapLeaves(leaf => leaf is AllNode ? replacement.Root : leaf);
    }

    /// <summary>
    /// This selector with every <c>global()</c> replaced; Calico turns a namespace selector's <c>global()</c> into
    /// <c>!has(projectcalico.org/namespace)</c>. See <see cref="ReplaceAll"/> for the difference to replacing text.
    /// </summary>
    /// <exception cref="ArgumentException">The result would be some hundreds of nodes high.</exception>
    public Selector ReplaceGlobal(Selector replacement)
    {
        ArgumentNullException.ThrowIfNull(replacement);
        return MapLeaves(leaf => leaf is GlobalNode ? replacement.Root : leaf);
    }

    /// <summary>Whether both have the same canonical text. Equivalent selectors with different texts are not equal.</summary>
    public bool Equals([NotNullWhen(true)] Selector? other) =>
        other is not null && (ReferenceEquals(Root, other.Root) || string.Equals(Text, other.Text, StringComparison.Ordinal));

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as Selector);

    /// <inheritdoc/>
    public override int GetHashCode() => _hashCode != 0 ? _hashCode : _hashCode = LabelHash.Of(Text);

    /// <summary>The canonical <see cref="Text"/>.</summary>
    public override string ToString() => Text;

    private static string Print(SelectorNode root)
    {
        StringBuilder text = new();
        root.WriteTo(text);
        return text.ToString();
    }

    // Matches Calico: hash.MakeUniqueID("s", text).
    private static string MakeUniqueId(string text) =>
        "s:" + Base64Url.EncodeToString(Sha224.Hash(Encoding.UTF8.GetBytes("s:" + text)));

    private static bool IsIdentifier(string name) => SelectorTokenizer.IdentifierLength(name, 0) == name.Length;

    private static string CheckLabel(string label, [CallerArgumentExpression(nameof(label))] string? parameter = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(label, parameter);
        return IsIdentifier(label)
            ? label
            : throw new ArgumentException($"`{label}` is not a label name: expected ASCII letters, digits and `_./-` only", parameter);
    }

    private static SelectorNode[] Roots(IReadOnlyList<Selector> operands)
    {
        SelectorNode[] roots = new SelectorNode[operands.Count];
        for (int i = 0; i < roots.Length; i++)
        {
            roots[i] = operands[i].Root;
        }

        return roots;
    }

    private Selector MapLeaves(Func<SelectorNode, SelectorNode> replace)
    {
        SelectorNode mapped = Root.MapLeaves(replace);
        return ReferenceEquals(mapped, Root) ? this : new Selector(mapped);
    }
}
