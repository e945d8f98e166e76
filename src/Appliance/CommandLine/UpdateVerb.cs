using System.CommandLine;
using Hotaru.Appliance.Updating;
using Hotaru.Updates;

namespace Hotaru.Appliance.CommandLine;

/// <summary>
/// <c>hotaru update apply FILE | check FILE | status | dismiss</c> for people, <c>run</c> and <c>rescue</c>
/// for the units of systemd/.
/// </summary>
internal sealed class UpdateVerb
{
    private static readonly UpdatePaths Usual = UpdatePaths.OfProcess;

    private readonly Option<string> _root = Path("--root", "where releases are", Usual.Root);
    private readonly Option<string> _drop = Path("--drop", "where they are copied to", Usual.Drop);
    private readonly Option<string> _keys = Path("--keys", "public keys", Usual.Keys);
    private readonly Option<string> _address = Path("--address", "file with hotaru's address", Usual.Address);
    private readonly Argument<string> _file = new("file") { Description = "a hotaru-X.tar.gz" };

    public static Command Create()
    {
        var verb = new UpdateVerb();
        return new Command("update", "Put a new release in place, with a way back.")
        {
            verb.Named("apply", "Put a release in place and wait for how it ends.", verb._file,
                (paths, file, cancel) => UpdateApply.RunAsync(paths, file, cancel)),
            verb.Named("check", "Only check a release's signature and content.", verb._file,
                (paths, file, _) => Task.FromResult(Check(paths, file))),
            verb.Named("status", "What runs, what is under way, how the last one ended.", null,
                (paths, _, _) => Task.FromResult(Status(paths))),
            verb.Named("dismiss", "Forget the last update: its alert ends.", null,
                (paths, _, _) => Task.FromResult(Dismiss(paths))),
            verb.Named("run", "Do what lies in the drop folder (hotaru-update.service).", null,
                (paths, _, cancel) => UpdateApply.WorkAsync(paths, cancel)),
            verb.Named("rescue", "Leave a release that ends all the time (hotaru-rescue.service).", null,
                (paths, _, _) => Task.FromResult(Rescue(paths))),
        };
    }

    private Command Named(
        string name, string description, Argument<string>? file,
        Func<UpdatePaths, string, CancellationToken, Task<int>> run)
    {
        var command = new Command(name, description) { _root, _drop, _keys, _address };
        if (file is not null) command.Add(file);
        command.SetAction(async (parsed, cancellation) =>
        {
            var paths = new UpdatePaths(
                parsed.GetValue(_root)!, parsed.GetValue(_drop)!, parsed.GetValue(_keys)!)
            {
                Address = parsed.GetValue(_address)!,
            };
            try
            {
                return await run(paths, file is null ? "" : parsed.GetValue(file)!, cancellation);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException
                or UpdateRefusedException or CutOffException)
            {
                await Console.Error.WriteLineAsync($"hotaru: {e.Message}");
                return ExitCode.Failed;
            }
        });
        return command;
    }

    private static Option<string> Path(string name, string description, string normally) =>
        new(name) { Description = description, DefaultValueFactory = _ => normally };

    private static int Check(UpdatePaths paths, string file)
    {
        var directory = Directory.CreateTempSubdirectory("hotaru-check-");
        try
        {
            using var package = ReleasePackage.Open(file, new TrustedKeys(paths.Keys));
            package.Unpack(directory.FullName);
            var manifest = package.Manifest;
            Console.WriteLine($"{file}: good ({manifest.Version}, {manifest.Rid}, data of format "
                + $"{manifest.DataFormat}, {manifest.BytesUnpacked >> 20} MB)");
            return ExitCode.Done;
        }
        finally
        {
            directory.Delete(recursive: true);
        }
    }

    private static int Status(UpdatePaths paths)
    {
        UpdateConsole.PrintStatus(paths, Console.Out);
        return ExitCode.Done;
    }

    private static int Dismiss(UpdatePaths paths)
    {
        File.Delete(paths.Result);
        return ExitCode.Done;
    }

    private static int Rescue(UpdatePaths paths)
    {
        var wentBack = new UpdateRescue(paths, TimeProvider.System).Run();
        if (wentBack) UpdateConsole.PrintStatus(paths, Console.Out);
        return ExitCode.Done;
    }
}
