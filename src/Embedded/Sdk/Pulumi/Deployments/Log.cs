using Postern.Embedded.Contracts.Programs;
using Pulumi.Running;

namespace Pulumi;

/// <summary>Messages shown by the engine; an error fails the run after everything else was registered.</summary>
public static class Log
{
    public static void Debug(string message, Resource? resource = null, int? streamId = null, bool? ephemeral = null) =>
        ProgramRun.Required.Messages.Show(LogSeverity.Debug, message, resource, ephemeral);

    public static void Info(string message, Resource? resource = null, int? streamId = null, bool? ephemeral = null) =>
        ProgramRun.Required.Messages.Show(LogSeverity.Info, message, resource, ephemeral);

    public static void Warn(string message, Resource? resource = null, int? streamId = null, bool? ephemeral = null) =>
        ProgramRun.Required.Messages.Show(LogSeverity.Warning, message, resource, ephemeral);

    public static void Error(string message, Resource? resource = null, int? streamId = null, bool? ephemeral = null) =>
        ProgramRun.Required.Messages.Show(LogSeverity.Error, message, resource, ephemeral);

    public static void Exception(
        Exception exception, Resource? resource = null, int? streamId = null, bool? ephemeral = null) =>
        Error(exception.ToString(), resource, streamId, ephemeral);
}
