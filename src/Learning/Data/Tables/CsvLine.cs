using System.Text;

namespace EventCollab.Learning.Data.Tables;

/// <summary>Splits one CSV line, quoted cells included (RFC 4180 without line breaks inside cells).</summary>
internal static class CsvLine
{
    public static void Split(string line, string source, int lineNumber, List<string> cells)
    {
        var position = 0;
        while (true)
        {
            position = position < line.Length && line[position] == '"'
                ? Quoted(line, position + 1, source, lineNumber, cells)
                : Plain(line, position, cells);
            if (position >= line.Length)
            {
                return;
            }

            if (line[position] != ',')
            {
                throw new DataException($"{source}: line {lineNumber}: text after the closing quote at character {position + 1}; separate cells by commas.");
            }

            position++;
            if (position == line.Length)
            {
                cells.Add(string.Empty);
                return;
            }
        }
    }

    /// <summary>Quotes a cell where it needs it.</summary>
    public static string Escape(string cell) =>
        cell.AsSpan().IndexOfAny(",\"\r\n") < 0 ? cell : $"\"{cell.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    private static int Plain(string line, int start, List<string> cells)
    {
        var end = line.IndexOf(',', start);
        end = end < 0 ? line.Length : end;
        cells.Add(line[start..end]);
        return end;
    }

    private static int Quoted(string line, int start, string source, int lineNumber, List<string> cells)
    {
        var cell = new StringBuilder();
        for (var position = start; position < line.Length; position++)
        {
            if (line[position] != '"')
            {
                cell.Append(line[position]);
            }
            else if (position + 1 < line.Length && line[position + 1] == '"')
            {
                cell.Append('"');
                position++;
            }
            else
            {
                cells.Add(cell.ToString());
                return position + 1;
            }
        }

        throw new DataException($"{source}: line {lineNumber}: a quoted cell is not closed; line breaks inside cells are not supported.");
    }
}
