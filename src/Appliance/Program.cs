using Hotaru.Appliance.CommandLine;

return await Verbs.RunAsync(args).ConfigureAwait(false);
