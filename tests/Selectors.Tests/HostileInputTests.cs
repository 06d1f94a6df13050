using System.Text;

namespace PolicyEngine.Selectors.Tests;

/// <summary>No text may overflow the stack, hang or throw; each is tried on a thread with a stack of 256 KB.</summary>
public class HostileInputTests
{
    private const int SmallStack = 256 * 1024;

    public static TheoryData<string, string> HugeTexts => new()
    {
        { "nested a million deep", new string('(', 1_000_000) + "has(a)" + new string(')', 1_000_000) },
        { "negated groups", Repeat("!(", 1_000_000) + "has(a)" },
        { "ten megabytes of label", new string('a', 10 << 20) },
        { "ten megabytes of blanks", new string(' ', 10 << 20) },
        { "a million negations", new string('!', 1_000_000) + "has(a)" },
        { "a million terms", "has(a)" + Repeat(" && has(a)", 1_000_000) },
        { "a million NUL characters", new string('\0', 1_000_000) },
    };

    [Theory]
    [MemberData(nameof(HugeTexts))]
    public void A_huge_text_is_a_limit_error(string name, string text)
    {
        SelectorError? error = OnSmallStack(() => Selector.TryParse(text, out _, out SelectorError? found) ? null : found);
        Assert.True(error is { Kind: SelectorErrorKind.Limit, Offset: Selector.MaxTextLength }, $"{name}: {error}");
    }

    [Fact]
    public void A_text_at_the_length_limit_is_read_and_one_longer_is_not()
    {
        Assert.True(Selector.TryParse("has(a)".PadRight(Selector.MaxTextLength), out _, out _));
        Assert.False(Selector.TryParse("has(a)".PadRight(Selector.MaxTextLength + 1), out _, out SelectorError? error));
        Assert.Equal("selector is 16385 characters long, at most 16384 are allowed", error.Message);
    }

    [Theory]
    [InlineData("(", "has(a)")]
    [InlineData("!(", "has(a)")]
    [InlineData("!(has(b) || has(c) && ", "has(a)")]
    public void A_text_at_the_nesting_limit_is_read_and_used_on_a_small_stack(string opening, string inner)
    {
        string text = Repeat(opening, Selector.MaxNesting) + inner + new string(')', Selector.MaxNesting);
        OnSmallStack(() =>
        {
            Selector selector = Selector.Parse(text);
            Selector prefixed = Selector.And(selector, Selector.Not(selector)).WithLabelPrefix("p.").ReplaceAll(selector);
            _ = (selector.Matches(LabelSet.Empty), prefixed.Matches(LabelSet.Empty), prefixed.UniqueId, prefixed.Requirements.Length);
            return prefixed.Equals(selector);
        });
    }

    [Theory]
    [InlineData("(")]
    [InlineData("!(")]
    public void A_text_beyond_the_nesting_limit_is_a_limit_error_at_the_parenthesis(string opening)
    {
        string text = Repeat(opening, Selector.MaxNesting + 1) + "has(a)" + new string(')', Selector.MaxNesting + 1);
        SelectorError? error = OnSmallStack(() => Selector.TryParse(text, out _, out SelectorError? found) ? null : found);
        Assert.Equal(SelectorErrorKind.Limit, error!.Kind);
        Assert.Equal((opening.Length * (Selector.MaxNesting + 1)) - 1, error.Offset);
    }

    [Fact]
    public void Groups_beside_each_other_are_not_nested() =>
        Assert.True(Selector.TryParse("(has(a))" + Repeat("||(has(a))", 1_500), out _, out _));

    [Fact]
    public void Runs_of_negations_do_not_count_as_nesting() => OnSmallStack(() =>
    {
        Assert.Equal("has(a)", Selector.Parse(new string('!', 16_000) + "has(a)").Text);
        Assert.Equal("!has(a)", Selector.Parse(new string('!', 16_001) + "has(a)").Text);
        return true;
    });

    [Fact]
    public void Values_count_against_the_term_limit()
    {
        Assert.True(Selector.TryParse("a in {" + Repeat("'',", Selector.MaxTerms - 1) + "}", out _, out _));
        Assert.False(Selector.TryParse("a in {" + Repeat("'',", Selector.MaxTerms) + "}", out _, out SelectorError? error));
        Assert.Equal(SelectorErrorKind.Limit, error.Kind);
    }

    [Fact]
    public void As_many_terms_as_fit_are_one_flat_conjunction() => OnSmallStack(() =>
    {
        Selector selector = Selector.Parse("all()" + Repeat("&&all()", 2_300));
        return selector.Matches(LabelSet.Empty) && selector.Text.Length > 0 && selector.Requirements.IsEmpty;
    });

    [Fact]
    public void An_error_below_many_open_groups_is_found_in_linear_time()
    {
        string text = Repeat("(has(a) && ", Selector.MaxNesting) + "has(a) has(b)";
        Assert.False(Selector.TryParse(text, out _, out SelectorError? error));
        Assert.Equal(text.Length - 6, error.Offset);
    }

    [Fact]
    public void Compositions_nested_without_end_are_refused_before_they_overflow()
    {
        ArgumentException exception = Assert.Throws<ArgumentException>(() => OnSmallStack(() =>
        {
            Selector selector = Selector.All;
            for (int i = 0; i < 1_000_000; i++)
            {
                selector = Selector.Not(selector);
                _ = selector.Matches(LabelSet.Empty);
            }

            return selector;
        }));
        Assert.StartsWith("composed selector is more than 512 nodes high", exception.Message, StringComparison.Ordinal);
    }

    private static string Repeat(string text, int count) => new StringBuilder(text.Length * count).Insert(0, text, count).ToString();

    private static T OnSmallStack<T>(Func<T> work)
    {
        T result = default!;
        Exception? failure = null;
        Thread thread = new(
            () =>
            {
                try
                {
                    result = work();
                }
                catch (Exception exception)
                {
                    failure = exception;
                }
            },
            SmallStack);
        thread.Start();
        Assert.True(thread.Join(TimeSpan.FromMinutes(3)), "did not end within three minutes");
        return failure is null ? result : throw failure;
    }
}
