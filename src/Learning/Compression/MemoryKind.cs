namespace EventCollab.Learning.Compression;

/// <summary>What an organization remembers between its messages, beside what the scheme itself does.</summary>
public enum MemoryKind
{
    None = 0,

    /// <summary>What a message left out is added to the next (Seide et al. 2014; Karimireddy et al., ICML 2019).</summary>
    ErrorFeedback = 1,

    /// <summary>Sender and receiver keep a copy of the update; a message carries what differs (Richtarik, Sokolov, Fatkhullin, NeurIPS 2021).</summary>
    Ef21 = 2,
}
