namespace EventCollab.Learning.Data.Tables;

/// <summary>What becomes of a category that no training row has.</summary>
public enum UnseenCategory
{
    /// <summary>It is refused.</summary>
    Error,

    /// <summary>It tells nothing: 0 for every category, or the mean place.</summary>
    Unknown,
}
