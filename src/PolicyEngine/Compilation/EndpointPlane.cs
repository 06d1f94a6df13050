namespace PolicyEngine.Compilation;

/// <summary>The addresses of one family that endpoints hold, sorted; those of one address by the places of the endpoints.</summary>
internal sealed class EndpointPlane<T>
    where T : struct, IComparable<T>
{
    private readonly T[] _addresses;
    private readonly int[] _endpoints;

    public EndpointPlane(List<(T Address, int Endpoint)> points)
    {
        points.Sort();
        _addresses = [.. points.Select(point => point.Address)];
        _endpoints = [.. points.Select(point => point.Endpoint)];
    }

    /// <summary>The endpoints that hold an address.</summary>
    public ReadOnlySpan<int> Find(T address)
    {
        int first = FirstAtOrAfter(address);
        int last = first;
        while (last < _addresses.Length && _addresses[last].CompareTo(address) == 0)
        {
            last++;
        }

        return _endpoints.AsSpan(first..last);
    }

    /// <summary>The first held address at or behind another; null where there is none.</summary>
    public T? Next(T from)
    {
        int index = FirstAtOrAfter(from);
        return index < _addresses.Length ? _addresses[index] : null;
    }

    private int FirstAtOrAfter(T address)
    {
        int index = _addresses.AsSpan().BinarySearch(address);
        if (index < 0)
        {
            return ~index;
        }

        while (index > 0 && _addresses[index - 1].CompareTo(address) == 0)
        {
            index--;
        }

        return index;
    }
}
