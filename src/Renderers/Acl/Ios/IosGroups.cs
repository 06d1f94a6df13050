using System.Globalization;
using System.Text;
using PolicyEngine.Sets;

namespace PolicyEngine.Renderers.Acl.Ios;

/// <summary>The object groups of lists: names for sets of IPv4 addresses of more than one block.</summary>
internal sealed class IosGroups
{
    private readonly Dictionary<AddressSet, string> _names = [];
    private readonly StringBuilder _text = new();
    private readonly string _prefix;

    /// <param name="prefix">What names begin with.</param>
    public IosGroups(string prefix) => _prefix = prefix;

    /// <summary>The groups as they are written before the lists that name them.</summary>
    public override string ToString() => _text.ToString();

    /// <summary>How a line names addresses; null where they are one block, or none.</summary>
    public string? Of(AddressSet addresses)
    {
        IpPrefix[] blocks = [.. addresses.Prefixes.Where(block => block.Family == IpFamily.V4)];
        if (blocks.Length < 2)
        {
            return null;
        }

        if (!_names.TryGetValue(addresses, out string? name))
        {
            name = string.Create(CultureInfo.InvariantCulture, $"{_prefix}-{_names.Count + 1}");
            _names.Add(addresses, name);
            _text.Append("object-group network ").Append(name).Append('\n');
            foreach (IpPrefix block in blocks)
            {
                _text.Append(' ').Append(block.Length == block.First.BitLength ? $"host {block.First}" : $"{block.First} {SubnetMask(block)}").Append('\n');
            }

            _text.Append("!\n");
        }

        return $"object-group {name}";
    }

    // Not a wildcard, as in lists.
    private static IpAddress SubnetMask(IpPrefix block) => IpAddress.V4(uint.MaxValue - (uint)(block.Last.Value.Low - block.First.Value.Low));
}
