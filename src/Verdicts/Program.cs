using Postern.Verdicts.Commands;

#pragma warning disable RS0030 // the one place that hands the console to the command
return await new VerdictCommand(Console.In, Console.Out, Console.Error).RunAsync(args, CancellationToken.None);
