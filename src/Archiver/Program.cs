using Postern.Archiver.Commands;
using Postern.Archiver.Settings;

return await new Entry(CommandOutput.OfProcess(), TimeProvider.System, SettingSources.ReadEnvironment()).RunAsync(args);
