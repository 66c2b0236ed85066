namespace EventCollab.Learning.Data.Folders;

/// <summary>Features and targets of one organization as files of one kind.</summary>
internal interface IHeldFiles
{
    /// <summary>The word for it in split.json.</summary>
    string Kind { get; }

    bool CanHold(ISamples samples);

    /// <summary>Writes the held rows of the held columns and, where they are known, their targets.</summary>
    /// <returns>What is to stand in split.json.</returns>
    FolderSplit Write(string folder, OrganizationData data, FolderSplit split);

    /// <summary>Reads what was written; targets only where the split names one.</summary>
    /// <exception cref="DataException">Files are missing, damaged or do not fit.</exception>
    ISamples Read(string folder, FolderSplit split);
}
