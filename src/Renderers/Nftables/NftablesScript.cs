using PolicyEngine.Renderers.Program;
using PolicyEngine.Renderers.Text;
using PolicyEngine.Sets;

namespace PolicyEngine.Renderers.Nftables;

/// <summary>The script that is being written: commands about the one table that a family has.</summary>
internal sealed class NftablesScript(IpFamily family)
{
    private readonly string _table = family == IpFamily.V4 ? " ip calico" : " ip6 calico";
    private readonly TextBuffer _text = new();

    /// <summary>Begins a command about the table, such as <c>add rule</c>.</summary>
    public TextBuffer Begin(string command) => _text.Append(command).Append(_table);

    /// <summary>Begins a command about a chain or map, which are named after the layer they belong to.</summary>
    public TextBuffer Begin(string command, TableKind layer, string name)
    {
        NftablesNames.AppendLayered(Begin(command).Append(' '), layer, name);
        return _text;
    }

    /// <summary>Begins a command about a set.</summary>
    public TextBuffer Begin(string command, NamedSet set)
    {
        NftablesNames.AppendSet(Begin(command).Append(' '), set.Name);
        return _text;
    }

    /// <summary>The script, which ends with that.</summary>
    public string Drain() => _text.Drain();
}
