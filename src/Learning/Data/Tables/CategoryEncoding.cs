namespace EventCollab.Learning.Data.Tables;

/// <summary>How a category becomes numbers.</summary>
public enum CategoryEncoding
{
    /// <summary>One feature for each category of the training rows, 1 for its own and 0 for the others.</summary>
    OneHot,

    /// <summary>Its place among the training rows' categories in ordinal order of their text, scaled like any number.</summary>
    Ordinal,
}
