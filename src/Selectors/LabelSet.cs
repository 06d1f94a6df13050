using System.Collections;
using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace PolicyEngine.Selectors;

/// <summary>
/// The labels of one object: immutable, sorted by key in ordinal order, compared by content.
/// Looking up a label allocates nothing.
/// </summary>
public sealed class LabelSet : IReadOnlyCollection<KeyValuePair<string, string>>, IEquatable<LabelSet>
{
    private readonly string[] _keys;
    private readonly string[] _values;
    private readonly int[] _keyHashes;

    // A set bit for each key hash modulo 64: most absent labels are answered by this word alone.
    private readonly ulong _keyMask;
    private readonly int _hashCode;

    // INVARIANT: keys are strictly ascending in ordinal order, values are parallel to them; both arrays are owned.
    private LabelSet(string[] keys, string[] values)
    {
        _keys = keys;
        _values = values;
        _keyHashes = new int[keys.Length];
        int hashCode = keys.Length;
        for (int i = 0; i < keys.Length; i++)
        {
            int hash = LabelHash.Of(keys[i]);
            _keyHashes[i] = hash;
            _keyMask |= 1UL << (hash & 63);
            hashCode = LabelHash.Combine(LabelHash.Combine(hashCode, hash), LabelHash.Of(values[i]));
        }

        _hashCode = hashCode;
    }

    /// <summary>The set without labels.</summary>
    public static LabelSet Empty { get; } = new([], []);

    /// <summary>The number of labels.</summary>
    public int Count => _keys.Length;

    /// <summary>The value of <paramref name="key"/>, or null where the label is absent. A present label may have the empty value.</summary>
    public string? this[string key]
    {
        get
        {
            ArgumentNullException.ThrowIfNull(key);
            return Find(key, LabelHash.Of(key));
        }
    }

    /// <summary>The set of <paramref name="labels"/>; of several pairs with one key the last counts.</summary>
    public static LabelSet Create(IEnumerable<KeyValuePair<string, string>> labels)
    {
        ArgumentNullException.ThrowIfNull(labels);
        Dictionary<string, string> distinct = new(StringComparer.Ordinal);
        foreach ((string key, string value) in labels)
        {
            ArgumentNullException.ThrowIfNull(key, nameof(labels));
            ArgumentNullException.ThrowIfNull(value, nameof(labels));
            distinct[key] = value;
        }

        if (distinct.Count == 0)
        {
            return Empty;
        }

        string[] keys = new string[distinct.Count];
        string[] values = new string[distinct.Count];
        distinct.Keys.CopyTo(keys, 0);
        distinct.Values.CopyTo(values, 0);
        Array.Sort(keys, values, StringComparer.Ordinal);
        return new LabelSet(keys, values);
    }

    /// <summary>Whether the label <paramref name="key"/> is present, and its value.</summary>
    public bool TryGetValue(string key, [NotNullWhen(true)] out string? value)
    {
        value = this[key];
        return value is not null;
    }

    /// <summary>This set with <paramref name="key"/> added, or its value replaced.</summary>
    public LabelSet With(string key, string value)
    {
        ArgumentNullException.ThrowIfNull(key);
        ArgumentNullException.ThrowIfNull(value);
        int index = Array.BinarySearch(_keys, key, StringComparer.Ordinal);
        if (index >= 0)
        {
            if (string.Equals(_values[index], value, StringComparison.Ordinal))
            {
                return this;
            }

            string[] values = (string[])_values.Clone();
            values[index] = value;
            return new LabelSet(_keys, values);
        }

        return new LabelSet(Insert(_keys, ~index, key), Insert(_values, ~index, value));
    }

    /// <summary>Whether both sets hold the same labels with the same values.</summary>
    public bool Equals([NotNullWhen(true)] LabelSet? other) =>
        ReferenceEquals(this, other)
        || (other is not null
            && _hashCode == other._hashCode
            && _keys.AsSpan().SequenceEqual(other._keys)
            && _values.AsSpan().SequenceEqual(other._values));

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as LabelSet);

    /// <summary>A hash of keys and values that is the same in every process.</summary>
    public override int GetHashCode() => _hashCode;

    /// <summary>The labels as <c>{key=value, ...}</c>, for people.</summary>
    public override string ToString()
    {
        StringBuilder text = new("{");
        for (int i = 0; i < _keys.Length; i++)
        {
            text.Append(i == 0 ? "" : ", ").Append(_keys[i]).Append('=').Append(_values[i]);
        }

        return text.Append('}').ToString();
    }

    /// <summary>The labels in ordinal order of their keys.</summary>
    public IEnumerator<KeyValuePair<string, string>> GetEnumerator()
    {
        for (int i = 0; i < _keys.Length; i++)
        {
            yield return new KeyValuePair<string, string>(_keys[i], _values[i]);
        }
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    internal string KeyAt(int index) => _keys[index];

    internal string ValueAt(int index) => _values[index];

    /// <summary>The value of <paramref name="key"/>, whose hash the caller has computed once; null where absent.</summary>
    internal string? Find(string key, int hash)
    {
        if ((_keyMask & (1UL << (hash & 63))) == 0)
        {
            return null;
        }

        int[] hashes = _keyHashes;
        for (int i = 0; i < hashes.Length; i++)
        {
            if (hashes[i] == hash && string.Equals(_keys[i], key, StringComparison.Ordinal))
            {
                return _values[i];
            }
        }

        return null;
    }

    private static string[] Insert(string[] items, int index, string item)
    {
        string[] result = new string[items.Length + 1];
        Array.Copy(items, result, index);
        result[index] = item;
        Array.Copy(items, index, result, index + 1, items.Length - index);
        return result;
    }
}
