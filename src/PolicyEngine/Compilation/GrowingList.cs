namespace PolicyEngine.Compilation;

/// <summary>A list that one thread at a time adds to while others read what has been added.</summary>
internal sealed class GrowingList<T>
{
    private volatile T[] _items = new T[16];
    private int _count;

    public int Count => Volatile.Read(ref _count);

    public T this[int index] => _items[index];

    /// <summary>Adds an item. Not to be called by two threads at once.</summary>
    public void Add(T item)
    {
        T[] items = _items;
        if (_count == items.Length)
        {
            Array.Resize(ref items, 2 * items.Length);
        }

        items[_count] = item;
        _items = items;
        Volatile.Write(ref _count, _count + 1);
    }
}
