namespace EventCollab.Learning.Data.Tables.Reading;

/// <summary>What a column of the file is for.</summary>
internal enum ColumnRole
{
    Number,
    Category,
    Target,
    TargetCategory,
    Id,
    Group,
    Ignored,
}
