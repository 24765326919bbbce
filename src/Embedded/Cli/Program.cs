using Postern.Embedded.Cli;

return await EmbeddedCli.MainAsync(args);
