namespace Postern.Verdicts.Judging;

/// <summary>What a change costs the database's users, in the order of what it costs.</summary>
public enum Impact
{
    /// <summary>Nobody notices.</summary>
    Nothing,

    /// <summary>PostgreSQL reads its configuration again; connections stay.</summary>
    Reload,

    /// <summary>The same server again, with other parameters: seconds without connections.</summary>
    Restart,

    /// <summary>Another container in its place: seconds without what it serves.</summary>
    Replace,

    /// <summary>Data, the archive or a key that opens them would be gone.</summary>
    DataLoss,
}
