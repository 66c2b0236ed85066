namespace EventCollab.Learning.Data.Tables;

/// <summary>What stands in for a missing number.</summary>
public enum Imputation
{
    Mean,

    /// <summary>The mean of the two middle values where their number is even.</summary>
    Median,

    /// <summary>The smallest of equally frequent ones.</summary>
    MostFrequent,
}
