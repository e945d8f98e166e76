using System.CommandLine;
using Hotaru.Appliance.Configuration;
using Hotaru.Appliance.Wiring;
using Hotaru.Web;

namespace Hotaru.Appliance.CommandLine;

/// <summary><c>hotaru serve</c>: runs the appliance until it is told to stop.</summary>
internal static class ServeVerb
{
    public static Command Create()
    {
        var config = new Option<string?>("--config") { Description = "hotaru.yml (default: the one here)" };
        var data = new Option<string?>("--data") { Description = "where the database is (default: data)" };
        var listen = Enum.GetValues<Surface>().ToDictionary(surface => surface, surface =>
            new Option<string?>($"--listen.{ListenModel.NameOf(surface)}")
            {
                Description = $"address of the {ListenModel.NameOf(surface)} listener, or off",
            });
        var command = new Command("serve", "Run the appliance (the default verb).") { config, data };
        foreach (var option in listen.Values) command.Add(option);
        command.SetAction((parsed, cancellation) => RunAsync(
            new ServeOptions(
                parsed.GetValue(config), parsed.GetValue(data),
                listen.Where(e => parsed.GetValue(e.Value) is not null)
                    .ToDictionary(e => e.Key, e => parsed.GetValue(e.Value)!)),
            cancellation));
        return command;
    }

    internal static async Task<int> RunAsync(ServeOptions options, CancellationToken cancellation)
    {
        var problems = new ProblemList();
        var model = ApplianceFiles.Read(options, problems);
        if (model is null || !problems.IsEmpty)
        {
            foreach (var problem in problems.Problems) await Console.Error.WriteLineAsync(problem.ToString());
            return ExitCode.Failed;
        }

        return await ApplianceHost.RunAsync(model, options, cancellation).ConfigureAwait(false);
    }
}
