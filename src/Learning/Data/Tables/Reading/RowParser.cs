namespace EventCollab.Learning.Data.Tables.Reading;

/// <summary>Parses the rows of one chunk into the buffers, and refuses at the first cell that is not what its column is for.</summary>
internal sealed class RowParser
{
    private readonly CsvHeader _header;
    private readonly TableBuffers _buffers;
    private readonly ColumnRole[] _roles;
    private readonly double[] _features;
    private readonly byte _separator;
    private byte[] _scratch = [];
    private long _row;

    public RowParser(CsvHeader header, TableBuffers buffers)
    {
        (_header, _buffers, _features, _separator) = (header, buffers, buffers.Features, header.Separator);
        _roles = [.. header.Roles];
        Categories = [.. _roles.Select((role, column) =>
            role is ColumnRole.Category or ColumnRole.TargetCategory or ColumnRole.Group || header.Names[column] == header.Format.Group ? new CategoryTexts() : null)];
    }

    /// <summary>Texts by column of the file; null for columns of other roles.</summary>
    public CategoryTexts?[] Categories { get; }

    public long FirstRow { get; private set; } = -1;

    public long NextRow { get; private set; }

    /// <summary>The row's place in the buffers.</summary>
    private long At => _row - _buffers.First;

    public void Parse(ReadOnlySpan<byte> line, long row)
    {
        FirstRow = FirstRow < 0 ? row : FirstRow;
        NextRow = row + 1;
        _row = row;
        var at = 0;
        for (var column = 0; column < _roles.Length; column++)
        {
            if (at > line.Length)
            {
                throw Width(column);
            }

            at = ParseCell(line, at, column) + 1;
        }

        if (at <= line.Length)
        {
            throw Width(_roles.Length + Rest(line, at));
        }
    }

    private int ParseCell(ReadOnlySpan<byte> line, int at, int column)
    {
        if (_roles[column] == ColumnRole.Number && NumberText.TryReadCell(line, at, _separator, out var value, out var end))
        {
            _features[(At * _buffers.Width) + _buffers.Offsets[column]] = value;
            return end;
        }

        var cell = CsvCell.Read(line, at, _separator, ref _scratch, out end, out var fault);
        if (fault is not null)
        {
            throw new DataException($"{_header.Source}: line {_row + 2}: {fault}");
        }

        Take(cell, column);
        return end;
    }

    private void Take(ReadOnlySpan<byte> cell, int column)
    {
        switch (_roles[column])
        {
            case ColumnRole.Number:
                _features[(At * _buffers.Width) + _buffers.Offsets[column]] = Number(cell, column, missing: _header.Format.MissingAllowed);
                break;
            case ColumnRole.Target:
                _buffers.Target[At] = Target(cell, column);
                break;
            case ColumnRole.Id:
                _buffers.Ids![At] = cell.Length > 0 ? Text(cell, column) : throw Fault(column, "the id is missing; every row needs one.");
                break;
            case ColumnRole.Category or ColumnRole.TargetCategory or ColumnRole.Group:
                _buffers.CategoryAt(_roles[column], column, _row) = Category(cell, column);
                break;
            default:
                break;
        }
    }

    private double Category(ReadOnlySpan<byte> cell, int column)
    {
        if (cell.Length == 0 || cell.SequenceEqual("?"u8))
        {
            return _header.Format.MissingAllowed && _roles[column] == ColumnRole.Category
                ? double.NaN
                : throw Fault(column, $"the cell is missing; fill it or remove the row{(_roles[column] == ColumnRole.Category ? ", or accept missing cells with --impute" : string.Empty)}.");
        }

        return Categories[column]!.NumberOf(cell) switch
        {
            null => throw Fault(column, "the text is not UTF-8; save the file as UTF-8."),
            < 0 => throw Fault(column, $"more than {CategoryTexts.Most} different texts; leave the column out with --exclude."),
            { } number => number,
        };
    }

    private double Target(ReadOnlySpan<byte> cell, int column)
    {
        if (_header.Format.TargetMap is not { } map || cell.Length == 0)
        {
            return Number(cell, column, missing: false);
        }

        return map.TryMap(cell, out var value) ? value : throw Fault(column, $"'{Shortened(cell)}' is not in --target-map {map.Text}; add it, or * for all the rest.");
    }

    private double Number(ReadOnlySpan<byte> cell, int column, bool missing)
    {
        if (missing && IsMissing(cell))
        {
            return double.NaN;
        }

        var hint = _roles[column] == ColumnRole.Target ? string.Empty : ", or accept missing cells with --impute";
        if (cell.Length == 0)
        {
            throw Fault(column, $"the cell is missing; fill it or remove the row{hint}.");
        }

        if (!NumberText.TryParse(cell, out var value))
        {
            throw Fault(column, IsMissing(cell)
                ? $"'{Shortened(cell)}' is not a number; fill it or remove the row{hint}."
                : $"'{Shortened(cell)}' is not a number; replace text by numbers, leave the column out with --exclude, or accept its text with --categorical {_header.Names[column]}.");
        }

        return double.IsFinite(value) ? value : throw Fault(column, $"'{Shortened(cell)}' is not a finite number; correct it or remove the row.");
    }

    private static bool IsMissing(ReadOnlySpan<byte> cell) =>
        cell.Length == 0 || cell.SequenceEqual("?"u8) || cell.SequenceEqual("NA"u8) || cell.SequenceEqual("NaN"u8) || cell.SequenceEqual("null"u8);

    private int Rest(ReadOnlySpan<byte> line, int at)
    {
        var cells = 0;
        for (; at <= line.Length; cells++)
        {
            CsvCell.Read(line, at, _separator, ref _scratch, out at, out var fault);
            at = fault is null ? at + 1 : line.Length + 1;
        }

        return cells;
    }

    private string Text(ReadOnlySpan<byte> cell, int column) => CsvHeader.Text(cell) ?? throw Fault(column, "the text is not UTF-8; save the file as UTF-8.");

    private static string Shortened(ReadOnlySpan<byte> cell)
    {
        var text = System.Text.Encoding.UTF8.GetString(cell[..Math.Min(cell.Length, 200)]).ReplaceLineEndings(" ");
        return text.Length <= 40 ? text : $"{text[..40]}...";
    }

    private DataException Width(int cells) => new(
        $"{Where()}: {cells} cell{(cells == 1 ? string.Empty : "s")}, but the header has {_roles.Length} columns; give every row one cell per column.");

    private DataException Fault(int column, string what) => new($"{Where()}, column '{_header.Names[column]}': {what}");

    /// <summary>Rows count from 0, as in split files and made-up ids; the line is what an editor shows.</summary>
    private string Where() => $"{_header.Source}: row {_row} (line {_row + 2})";
}
