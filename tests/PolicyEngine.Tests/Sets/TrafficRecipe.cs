using System.Collections.Immutable;
using PolicyEngine.Sets;

namespace PolicyEngine.Tests.Sets;

public enum SetOperation
{
    Union,
    Intersect,
    Subtract,
    Complement,
}

/// <summary>Joins a box to a set; the complement ignores the box.</summary>
public sealed record TrafficStep(SetOperation Operation, TrafficBox Box);

/// <summary>A traffic set by the steps that make it, which can be carried out on the set and on one point alone.</summary>
public sealed record TrafficRecipe(ImmutableArray<TrafficStep> Steps)
{
    public TrafficSet ToSet()
    {
        TrafficSet set = TrafficSet.Empty;
        foreach (TrafficStep step in Steps)
        {
            var box = TrafficSet.Of(step.Box);
            set = step.Operation switch
            {
                SetOperation.Union => set.Union(box),
                SetOperation.Intersect => set.Intersect(box),
                SetOperation.Subtract => set.Subtract(box),
                _ => set.Complement(),
            };
        }

        return set;
    }

    public bool Holds(TrafficPoint point)
    {
        bool holds = false;
        foreach (TrafficStep step in Steps)
        {
            bool inBox = step.Box.Contains(point);
            holds = step.Operation switch
            {
                SetOperation.Union => holds || inBox,
                SetOperation.Intersect => holds && inBox,
                SetOperation.Subtract => holds && !inBox,
                _ => !holds,
            };
        }

        return holds;
    }

    public override string ToString() => string.Join(", ", Steps);
}
