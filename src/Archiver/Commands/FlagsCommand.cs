using System.CommandLine;
using Postern.Archiver.Settings;

namespace Postern.Archiver.Commands;

/// <summary>flags: every setting, with the flag that gives it.</summary>
internal static class FlagsCommand
{
    public static Command Create(CommandHost host)
    {
        var verb = new Verb(
            "flags", "Lists every setting and its flag; flags beat the environment, that beats the settings file.",
            "archiver flags");
        host.Handle(verb, context =>
        {
            var output = context.Output.Answer;
            output.WriteLine("--config FILE  the settings file (else WALG_CONFIG_PATH, ~/.walg.json, "
                + SettingSources.ContainerFile + ")");
            output.WriteLine("--turbo  without the rate limits");
            foreach (var setting in SettingCatalogue.All)
            {
                output.WriteLine(setting.IsSecret
                    ? $"{setting.Name} (file or environment only)  {setting.Meaning}"
                    : $"{setting.Flag}  {setting.Meaning}");
            }
            return Task.CompletedTask;
        });
        return verb;
    }
}
