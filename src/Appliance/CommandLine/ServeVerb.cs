using System.CommandLine;
using Hotaru.Appliance.Configuration;
using Hotaru.Appliance.Wiring;

namespace Hotaru.Appliance.CommandLine;

/// <summary><c>hotaru serve</c>: runs the appliance until it is told to stop.</summary>
internal static class ServeVerb
{
    public static Command Create()
    {
        var config = new Option<string?>("--config") { Description = "hotaru.yml (default: the one here)" };
        var data = new Option<string?>("--data") { Description = "where the database is (default: data)" };
        var alertmanager = new Option<string?>("--alertmanager")
        {
            Description = "alertmanager.yml, instead of the one that hotaru.yml names",
        };
        var listen = new ListenOptions();
        var command = new Command(
            "serve", "Run the appliance (the default verb).") { config, data, alertmanager };
        listen.AddTo(command);
        command.SetAction((parsed, cancellation) => RunAsync(
            new ServeOptions(parsed.GetValue(config), parsed.GetValue(data), listen.Values(parsed))
            {
                AlertmanagerFile = parsed.GetValue(alertmanager),
            },
            cancellation));
        return command;
    }

    public static async Task<int> RunAsync(ServeOptions options, CancellationToken cancellation)
    {
        var problems = new ProblemList();
        var model = ApplianceFiles.Read(options, problems);
        if (model is not null) return await ApplianceHost.RunAsync(model, options, cancellation);
        foreach (var problem in problems.Problems) await Console.Error.WriteLineAsync(problem.ToString());
        return ExitCode.Failed;
    }
}
