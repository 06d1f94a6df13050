namespace PolicyEngine.Sets;

public sealed partial class TrafficSet
{
    /// <summary>The traffic in any of <paramref name="sets"/>. O(N log k) for k sets of N boxes in all.</summary>
    public static TrafficSet Union(IEnumerable<TrafficSet> sets)
    {
        ArgumentNullException.ThrowIfNull(sets);

        // Uniting neighbours in rounds, and not one set after the other, keeps the operands of each step alike in size.
        TrafficSet[] parts = [.. sets];
        int count = parts.Length;
        while (count > 1)
        {
            int half = (count + 1) / 2;
            for (int i = 0; i < count / 2; i++)
            {
                parts[i] = parts[2 * i].Union(parts[(2 * i) + 1]);
            }

            if (count % 2 != 0)
            {
                parts[half - 1] = parts[count - 1];
            }

            count = half;
        }

        return count == 0 ? Empty : parts[0];
    }

    /// <summary>The traffic in either set. O(n + m).</summary>
    public TrafficSet Union(TrafficSet other)
    {
        ArgumentNullException.ThrowIfNull(other);
        if (other.IsEmpty || IsAll || ReferenceEquals(this, other))
        {
            return this;
        }

        if (IsEmpty || other.IsAll)
        {
            return other;
        }

        ProtocolMask whole = _whole | other._whole;
        var planes = default(PlaneSlots);
        for (int slot = 0; slot < PlaneSlots.Count; slot++)
        {
            if (!whole.Contains(PlaneSlots.Protocol(slot)))
            {
                planes[slot] = Plane(slot).Union(other.Plane(slot));
            }
        }

        return FromPlanes(whole, planes);
    }

    /// <summary>The traffic in both sets. O(n + m).</summary>
    public TrafficSet Intersect(TrafficSet other)
    {
        ArgumentNullException.ThrowIfNull(other);
        if (IsEmpty || other.IsAll || ReferenceEquals(this, other))
        {
            return this;
        }

        if (other.IsEmpty || IsAll)
        {
            return other;
        }

        ProtocolMask whole = _whole & other._whole;
        var planes = default(PlaneSlots);
        for (int slot = 0; slot < PlaneSlots.Count; slot++)
        {
            if (!whole.Contains(PlaneSlots.Protocol(slot)))
            {
                planes[slot] = Plane(slot).Intersect(other.Plane(slot));
            }
        }

        return FromPlanes(whole, planes);
    }

    /// <summary>The traffic of this set that is not in <paramref name="other"/>. O(n + m).</summary>
    public TrafficSet Subtract(TrafficSet other)
    {
        ArgumentNullException.ThrowIfNull(other);
        if (IsEmpty || other.IsEmpty)
        {
            return this;
        }

        if (other.IsAll || ReferenceEquals(this, other))
        {
            return Empty;
        }

        return IsAll ? other.Complement() : Less(other);
    }

    /// <summary>All traffic that is not in the set. O(n) the first time.</summary>
    public TrafficSet Complement() => _complement ??= IsAll ? Empty : All.Less(this);

    private TrafficSet Less(TrafficSet other)
    {
        ProtocolMask whole = _whole & ~other._whole;
        var planes = default(PlaneSlots);
        for (int slot = 0; slot < PlaneSlots.Count; slot++)
        {
            planes[slot] = Plane(slot).Subtract(other.Plane(slot));
            if (other._partial[slot] is not null)
            {
                whole &= ~ProtocolMask.Of(PlaneSlots.Protocol(slot));
            }
        }

        return FromPlanes(whole, planes);
    }

    /// <summary>Whether <paramref name="point"/> is in the set. O(log n), without allocation.</summary>
    public bool Contains(TrafficPoint point)
    {
        if (_whole.Contains(point.Protocol))
        {
            return true;
        }

        int slot = PlaneSlots.Of(point.Protocol);
        return slot != PlaneSlots.None && _partial[slot] is { } plane && plane.Contains(point.Major, point.Minor);
    }

    /// <summary>Whether all traffic of the set is in <paramref name="other"/> too. O(n + m), without allocation.</summary>
    public bool IsSubsetOf(TrafficSet other)
    {
        ArgumentNullException.ThrowIfNull(other);
        if (IsEmpty || other.IsAll || ReferenceEquals(this, other))
        {
            return true;
        }

        for (int slot = 0; slot < PlaneSlots.Count; slot++)
        {
            if (!Plane(slot).IsSubsetOf(other.Plane(slot)))
            {
                return false;
            }
        }

        return (_whole & ~other._whole & ProtocolMask.WithoutFields).IsEmpty;
    }

    /// <summary>Whether the sets have traffic in common. O(n + m), without allocation.</summary>
    public bool Overlaps(TrafficSet other)
    {
        ArgumentNullException.ThrowIfNull(other);
        if (!(_whole & other._whole).IsEmpty)
        {
            return true;
        }

        for (int slot = 0; slot < PlaneSlots.Count; slot++)
        {
            if (Plane(slot).Overlaps(other.Plane(slot)))
            {
                return true;
            }
        }

        return false;
    }
}
