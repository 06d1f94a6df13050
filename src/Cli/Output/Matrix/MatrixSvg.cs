using System.Globalization;
using System.Xml;
using PolicyEngine.Connectivity;

namespace PolicyEngine.Cli.Output.Matrix;

/// <summary>Draws a matrix as squares: a row for each source, a column for each destination, what passes as a tooltip.</summary>
internal static class MatrixSvg
{
    // More squares than that are no picture any more.
    private const int MaxParties = 400;
    private const int Cell = 16;
    private const int Letter = 7;
    private const int Margin = 8;

    /// <exception cref="CommandFailedException">There are more parties than a picture can show.</exception>
    public static void Write(TextWriter writer, ConnectivityMatrix matrix, IEnumerable<Connection> connections)
    {
        Connection[] all = [.. connections];
        MatrixParty[] rows = Parties(matrix.Sources, all.Select(connection => connection.From));
        MatrixParty[] columns = Parties(matrix.Destinations, all.Select(connection => connection.To));
        if (rows.Length > MaxParties || columns.Length > MaxParties)
        {
            throw new CommandFailedException(string.Create(
                CultureInfo.InvariantCulture, $"{Math.Max(rows.Length, columns.Length)} parties are more than a picture can show ({MaxParties}); use --group namespace, --from or --to"));
        }

        int left = (rows.Select(party => party.Name.Length).DefaultIfEmpty().Max() * Letter) + Margin;
        int top = (columns.Select(party => party.Name.Length).DefaultIfEmpty().Max() * Letter) + Margin;
        using var xml = XmlWriter.Create(writer, new XmlWriterSettings { Indent = true, NewLineChars = "\n", OmitXmlDeclaration = true, CheckCharacters = true });
        xml.WriteStartElement("svg", "http://www.w3.org/2000/svg");
        xml.WriteAttributeString("viewBox", $"0 0 {Text(left + (columns.Length * Cell) + Margin)} {Text(top + (rows.Length * Cell) + Margin)}");
        xml.WriteAttributeString("font-family", "monospace");
        xml.WriteAttributeString("font-size", "11");
        xml.WriteElementString("title", "Who may reach whom");
        xml.WriteElementString(
            "style",
            "text{fill:#222}.any{fill:#c0392b}.some{fill:#e59866}.unknown{fill:#b7b7b7}.none{fill:#f2f3f4}@media(prefers-color-scheme:dark){svg{background:#181a1b}text{fill:#ddd}.none{fill:#2a2d2e}}");
        Labels(xml, rows, left, top, isRow: true);
        Labels(xml, columns, left, top, isRow: false);
        Squares(xml, all, rows, columns, left, top);
        xml.WriteEndElement();
        xml.Flush();
        writer.Write('\n');
    }

    private static MatrixParty[] Parties(IEnumerable<MatrixParty> pods, IEnumerable<MatrixParty> drawn) =>
        [.. pods.Concat(drawn.Where(party => party.IsOutside).OrderBy(party => party.Range)).DistinctBy(party => party.Name, StringComparer.Ordinal)];

    private static void Labels(XmlWriter xml, MatrixParty[] parties, int left, int top, bool isRow)
    {
        for (int index = 0; index < parties.Length; index++)
        {
            xml.WriteStartElement("text");
            int along = (index * Cell) + (Cell * 3 / 4);
            if (isRow)
            {
                xml.WriteAttributeString("x", Text(left - Margin));
                xml.WriteAttributeString("y", Text(top + along));
                xml.WriteAttributeString("text-anchor", "end");
            }
            else
            {
                xml.WriteAttributeString("transform", $"translate({Text(left + along)} {Text(top - Margin)}) rotate(-90)");
            }

            xml.WriteString(TextPage.Clean(parties[index].Name));
            xml.WriteEndElement();
        }
    }

    private static void Squares(XmlWriter xml, Connection[] connections, MatrixParty[] rows, MatrixParty[] columns, int left, int top)
    {
        Dictionary<string, int> rowOf = Places(rows);
        Dictionary<string, int> columnOf = Places(columns);
        foreach (Connection connection in connections)
        {
            xml.WriteStartElement("rect");
            xml.WriteAttributeString("class", ClassOf(connection));
            xml.WriteAttributeString("x", Text(left + (columnOf[connection.To.Name] * Cell)));
            xml.WriteAttributeString("y", Text(top + (rowOf[connection.From.Name] * Cell)));
            xml.WriteAttributeString("width", Text(Cell - 1));
            xml.WriteAttributeString("height", Text(Cell - 1));
            xml.WriteElementString("title", TextPage.Clean($"{connection.From.Name} -> {connection.To.Name}: {ConnectionWords.Of(connection.Passing)}"));
            xml.WriteEndElement();
        }
    }

    private static Dictionary<string, int> Places(MatrixParty[] parties) =>
        parties.Select((party, index) => (party.Name, index)).ToDictionary(entry => entry.Name, entry => entry.index, StringComparer.Ordinal);

    private static string ClassOf(Connection connection) =>
        connection.Allowed.IsAll && !connection.IsPartial ? "any" : !connection.Allowed.IsEmpty ? "some" : !connection.Unknown.IsEmpty ? "unknown" : "none";

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
