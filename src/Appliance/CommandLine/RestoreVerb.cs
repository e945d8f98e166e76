using System.CommandLine;
using Hotaru.Appliance.Configuration;
using Hotaru.Appliance.Libraries;
using Hotaru.Model;
using Hotaru.Storage;

namespace Hotaru.Appliance.CommandLine;

/// <summary>
/// <c>hotaru restore FILE</c>: puts a backup into an empty data directory, or in the place of the database
/// of a stopped appliance, which is kept beside it. A backup of one engine becomes a database of the
/// configured one.
/// </summary>
internal static class RestoreVerb
{
    public static Command Create()
    {
        var file = new Argument<string>("file") { Description = "what hotaru backup wrote" };
        var config = new Option<string?>("--config") { Description = "hotaru.yml (default: the one here)" };
        var data = new Option<string?>("--data") { Description = "where the database is (default: data)" };
        var command = new Command("restore", "Put a backup in place while Hotaru is stopped.")
        {
            file, config, data,
        };
        command.SetAction((parsed, cancellation) => RunAsync(
            parsed.GetValue(file)!, parsed.GetValue(config), parsed.GetValue(data), cancellation));
        return command;
    }

    private static async Task<int> RunAsync(
        string file, string? config, string? data, CancellationToken cancellation)
    {
        var problems = new ProblemList();
        var model = ApplianceFiles.Read(
            new ServeOptions(config, data, new Dictionary<Web.Surface, string>()), problems);
        if (model is null)
        {
            foreach (var problem in problems.Problems) await Console.Error.WriteLineAsync(problem.ToString());
            return ExitCode.Failed;
        }

        try
        {
            var path = model.Hotaru.DatabasePath;
            var wasThere = await BuiltIn.Engines.RestoreAsync(
                file, model.Hotaru.StoreEngine, path, cancellation);
            Console.WriteLine($"{path}: restored from {file}"
                + (wasThere ? $"; what was there is {path}{StoreEngines.Replaced}" : ""));
            return ExitCode.Done;
        }
        catch (StoreException e)
        {
            await Console.Error.WriteLineAsync($"hotaru: {e.Message}");
            return ExitCode.Failed;
        }
    }
}
