using System.Globalization;

namespace EventCollab.Learning.Data.Tables;

/// <summary>
/// Reads a CSV file (UTF-8, comma separated, header line) line by line and refuses at the first cell that is not a
/// finite number: a missing or mistyped cell must not silently become a zero.
/// </summary>
public sealed class TableReader
{
    private readonly string _source;
    private readonly string[] _header;
    private readonly int _target;
    private readonly int _id;
    private readonly List<string> _ids = [];
    private readonly List<double> _features = [];
    private readonly List<double> _targets = [];
    private readonly Dictionary<string, int> _rowOfId = new(StringComparer.Ordinal);

    private TableReader(string source, string[] header, TableFormat format)
    {
        _source = source;
        _header = header;
        _target = Position(format.Target, "target", "--target");
        _id = Position(format.Id, "id", "--id");
        if (_target >= 0 && _target == _id)
        {
            throw new DataException($"{source}: column '{format.Target}' cannot be both the target and the id.");
        }
    }

    /// <exception cref="DataException">The file is not there or holds anything but a full table of finite numbers.</exception>
    public static Table Read(string path, TableFormat format)
    {
        return DataFiles.Reading(path, () =>
        {
            using var reader = new StreamReader(path);
            return Read(reader, path, format);
        });
    }

    /// <inheritdoc cref="Read(string, TableFormat)"/>
    /// <param name="reader">The text; read to its end.</param>
    /// <param name="source">Name for messages.</param>
    /// <param name="format">Roles of columns.</param>
    public static Table Read(TextReader reader, string source, TableFormat format)
    {
        var first = reader.ReadLine() ?? throw new DataException($"{source}: the file is empty; a header line and rows are needed.");
        var table = new TableReader(source, CheckedHeader(source, first), format);
        for (var line = 2; reader.ReadLine() is { } text; line++)
        {
            if (text.Length == 0 && AtEnd(reader))
            {
                break;
            }

            table.AddRow(text, line);
        }

        return table.Finish();
    }

    private static string[] CheckedHeader(string source, string line)
    {
        var header = new List<string>();
        CsvLine.Split(line, source, 1, header);
        for (var column = 0; column < header.Count; column++)
        {
            header[column] = header[column].Trim();
            if (header[column].Length == 0)
            {
                throw new DataException($"{source}: column {column + 1} has no name; name every column in the header line.");
            }

            var earlier = header.IndexOf(header[column]);
            if (earlier < column)
            {
                throw new DataException($"{source}: columns {earlier + 1} and {column + 1} are both named '{header[column]}'; column names must differ.");
            }
        }

        if (header.TrueForAll(cell => double.TryParse(cell, NumberStyles.Float, CultureInfo.InvariantCulture, out _)))
        {
            throw new DataException($"{source}: the first line holds numbers only; a header line with column names is needed.");
        }

        return [.. header];
    }

    private static bool AtEnd(TextReader reader)
    {
        while (reader.ReadLine() is { } rest)
        {
            if (rest.Length > 0)
            {
                return false;
            }
        }

        return true;
    }

    private int Position(string? name, string role, string option)
    {
        if (name is null)
        {
            return -1;
        }

        var position = Array.IndexOf(_header, name);
        return position >= 0
            ? position
            : throw new DataException($"{_source}: there is no {role} column '{name}'{NearestName.Hint(name, _header)}; name one of the header's columns with {option}.");
    }

    private void AddRow(string line, int lineNumber)
    {
        if (line.Contains('"', StringComparison.Ordinal))
        {
            AddQuotedRow(line, lineNumber);
            return;
        }

        var column = 0;
        foreach (var range in line.AsSpan().Split(','))
        {
            AddCell(line.AsSpan(range), column++, lineNumber);
        }

        CheckWidth(column, lineNumber);
    }

    private void AddQuotedRow(string line, int lineNumber)
    {
        var cells = new List<string>();
        CsvLine.Split(line, _source, lineNumber, cells);
        for (var column = 0; column < cells.Count; column++)
        {
            AddCell(cells[column], column, lineNumber);
        }

        CheckWidth(cells.Count, lineNumber);
    }

    private void CheckWidth(int cells, int lineNumber)
    {
        if (cells != _header.Length)
        {
            throw new DataException($"{Where(lineNumber)}: {cells} cells, but the header has {_header.Length} columns; give every row one cell per column.");
        }

        if (_id < 0)
        {
            _ids.Add((lineNumber - 2).ToString(CultureInfo.InvariantCulture));
        }
    }

    private void AddCell(ReadOnlySpan<char> cell, int column, int lineNumber)
    {
        if (column >= _header.Length)
        {
            return;
        }

        if (column == _id)
        {
            AddId(cell.Trim().ToString(), lineNumber);
        }
        else
        {
            (column == _target ? _targets : _features).Add(Number(cell.Trim(), column, lineNumber));
        }
    }

    private void AddId(string id, int lineNumber)
    {
        if (id.Length == 0)
        {
            throw new DataException($"{Where(lineNumber)}, column '{_header[_id]}': the id is missing; every row needs one.");
        }

        if (!_rowOfId.TryAdd(id, lineNumber - 2))
        {
            throw new DataException($"{Where(lineNumber)}, column '{_header[_id]}': id '{id}' is already that of row {_rowOfId[id]}; ids must occur once.");
        }

        _ids.Add(id);
    }

    private double Number(ReadOnlySpan<char> cell, int column, int lineNumber)
    {
        if (cell.IsEmpty)
        {
            throw new DataException($"{Where(lineNumber)}, column '{_header[column]}': the cell is missing; fill it or remove the row.");
        }

        if (!double.TryParse(cell, NumberStyles.Float, CultureInfo.InvariantCulture, out var value))
        {
            throw new DataException($"{Where(lineNumber)}, column '{_header[column]}': '{Shortened(cell)}' is not a number; replace text by numbers or remove the column.");
        }

        return double.IsFinite(value)
            ? value
            : throw new DataException($"{Where(lineNumber)}, column '{_header[column]}': '{Shortened(cell)}' is not a finite number; correct it or remove the row.");
    }

    private static string Shortened(ReadOnlySpan<char> cell) => cell.Length <= 40 ? cell.ToString() : $"{cell[..40]}...";

    /// <summary>Rows count from 0, as in split files and made-up ids; the line is what an editor shows.</summary>
    private string Where(int lineNumber) => $"{_source}: row {lineNumber - 2} (line {lineNumber})";

    private Table Finish()
    {
        if (_ids.Count == 0)
        {
            throw new DataException($"{_source}: there is a header but no row; at least 3 rows are needed.");
        }

        string[] columns = [.. _header.Where((_, column) => column != _target && column != _id)];
        return columns.Length > 0
            ? new Table(_source, _ids, columns, [.. _features], _target < 0 ? string.Empty : _header[_target], [.. _targets])
            : throw new DataException($"{_source}: there is no feature column beside target and id.");
    }
}
