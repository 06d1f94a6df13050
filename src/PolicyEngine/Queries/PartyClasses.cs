using System.Collections;
using System.Runtime.InteropServices;

namespace PolicyEngine.Queries;

/// <summary>The members of a group, by class, in the order in which each class first occurs.</summary>
internal sealed class PartyClasses : IReadOnlyList<List<Party>>
{
    private readonly List<List<Party>> _classes = [];

    public int Count => _classes.Count;

    public List<Party> this[int index] => _classes[index];

    public static PartyClasses Of(IEnumerable<Party> members, Func<Party, PartyClass> classOf)
    {
        var classes = new PartyClasses();
        var known = new Dictionary<PartyClass, List<Party>>();
        foreach (Party member in members)
        {
            ref List<Party>? alike = ref CollectionsMarshal.GetValueRefOrAddDefault(known, classOf(member), out bool exists);
            if (!exists)
            {
                alike = [];
                classes._classes.Add(alike);
            }

            alike!.Add(member);
        }

        return classes;
    }

    /// <summary>For each two classes, how many pairs are one endpoint and itself.</summary>
    public Dictionary<(int Other, int Own), int> CountSame(PartyClasses others, Func<Party, bool> isOne)
    {
        var classesOfEndpoint = new Dictionary<int, List<int>>();
        for (int own = 0; own < Count; own++)
        {
            foreach (Party member in _classes[own].Where(isOne))
            {
                (CollectionsMarshal.GetValueRefOrAddDefault(classesOfEndpoint, member.Endpoint, out _) ??= []).Add(own);
            }
        }

        var counts = new Dictionary<(int, int), int>();
        for (int other = 0; other < others.Count; other++)
        {
            foreach (Party member in others[other])
            {
                foreach (int own in classesOfEndpoint.GetValueOrDefault(member.Endpoint) ?? [])
                {
                    CollectionsMarshal.GetValueRefOrAddDefault(counts, (other, own), out _)++;
                }
            }
        }

        return counts;
    }

    public IEnumerator<List<Party>> GetEnumerator() => _classes.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
