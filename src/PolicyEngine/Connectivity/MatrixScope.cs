using PolicyEngine.Model;
using PolicyEngine.Queries;

namespace PolicyEngine.Connectivity;

/// <summary>
/// The endpoints between which something else may pass that somebody wants to know of: where few of those are governed otherwise, nobody
/// puts a whole matrix together to compare it.
/// </summary>
internal sealed class MatrixScope
{
    private readonly bool[] _from;
    private readonly bool[] _to;

    private MatrixScope(bool[] from, bool[] to) => (_from, _to) = (from, to);

    /// <summary>The sources and destinations of which either is governed otherwise; null where there are none.</summary>
    public static MatrixScope? Of(ChangedEndpoints changed, PolicyModel model, Predicate<MatrixParty> wantsFrom, Predicate<MatrixParty> wantsTo)
    {
        (bool[] from, bool[] to) = (new bool[model.Endpoints.Limit], new bool[model.Endpoints.Limit]);
        bool anyFrom = Mark(from, changed.Sources, wantsFrom);
        bool anyTo = Mark(to, changed.Destinations, wantsTo);
        if (anyTo)
        {
            Mark(from, model.Endpoints.Numbers, wantsFrom);
        }

        if (anyFrom)
        {
            Mark(to, model.Endpoints.Numbers, wantsTo);
        }

        return anyFrom || anyTo ? new MatrixScope(from, to) : null;

        bool Mark(bool[] marked, IEnumerable<int> numbers, Predicate<MatrixParty> wants)
        {
            bool any = false;
            foreach (int number in numbers)
            {
                Endpoint endpoint = model.Endpoints[number];
                if (!marked[number] && wants(MatrixParty.Of(endpoint.Name, endpoint.Namespace, [endpoint])))
                {
                    marked[number] = any = true;
                }
            }

            return any;
        }
    }

    /// <summary>Of whom connections may start, those that count: addresses outside always do.</summary>
    public PartyGroup Sources(PartyGroup all) => In(all, _from);

    /// <summary>Of whom they may go to, those that count.</summary>
    public PartyGroup Destinations(PartyGroup all) => In(all, _to);

    private static PartyGroup In(PartyGroup all, bool[] marked) =>
        all with { Members = [.. all.Members.Where(member => member.Endpoint == Party.NoEndpoint || marked[member.Endpoint])] };
}
