namespace Postern.Verdicts.Judging;

/// <summary>What a container is, by what it mounts and whether it stays.</summary>
internal enum ContainerRole
{
    Server,
    Store,
    Agent,
    SettingsWriter,
    OneShot,
    Other,
}
