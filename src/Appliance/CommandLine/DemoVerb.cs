using System.CommandLine;
using Hotaru.Appliance.Configuration;
using Hotaru.Appliance.Demo;

namespace Hotaru.Appliance.CommandLine;

/// <summary><c>hotaru demo</c>: the appliance with sample jobs, one of them failing.</summary>
internal static class DemoVerb
{
    public static Command Create()
    {
        var command = new Command(
            "demo", "Run with sample jobs, one of them failing, and see the lamp turn red.");
        var listen = new ListenOptions();
        listen.AddTo(command);
        command.SetAction((parsed, cancellation) => RunAsync(
            new ServeOptions(null, null, listen.Values(parsed)), cancellation));
        return command;
    }

    private static async Task<int> RunAsync(ServeOptions asked, CancellationToken cancellation)
    {
        var directory = Directory.CreateTempSubdirectory("hotaru-demo-").FullName;
        try
        {
            var problems = new ProblemList();
            var addresses = HotaruFile.Read(asked, problems).Listen;
            var options = asked with
            {
                ConfigFile = DemoFiles.Write(directory, addresses),
                DataDirectory = Path.Combine(directory, "data"),
                IsDemo = true,
            };
            Console.WriteLine($"The demo's files are in {directory} while it runs.");
            return await ServeVerb.RunAsync(options, cancellation);
        }
        finally
        {
            Directory.Delete(directory, recursive: true);
        }
    }
}
