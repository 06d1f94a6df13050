namespace PolicyEngine.Collections;

/// <summary>
/// Items by number, of which few may be there: room is made where there are some. Any number of threads may read while one
/// writes.
/// </summary>
internal sealed class SparseTable<T>
    where T : class
{
    private const int PartLength = 1024;

    private volatile T?[]?[] _parts = [];

    /// <summary>The item with a number; null where there is none.</summary>
    public T? this[int number]
    {
        get
        {
            T?[]?[] parts = _parts;
            int part = number / PartLength;
            return part < parts.Length && Volatile.Read(ref parts[part]) is { } items ? Volatile.Read(ref items[number % PartLength]) : null;
        }
    }

    /// <summary>Puts an item in the place of any that is there. One thread at a time.</summary>
    public void Put(int number, T item)
    {
        int part = number / PartLength;
        T?[]?[] parts = _parts;
        if (part >= parts.Length)
        {
            Array.Resize(ref parts, Math.Max(part + 1, 2 * parts.Length));
            _parts = parts;
        }

        if (parts[part] is not { } items)
        {
            items = new T?[PartLength];
            Volatile.Write(ref parts[part], items);
        }

        Volatile.Write(ref items[number % PartLength], item);
    }
}
