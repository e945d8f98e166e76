using Hotaru.Testing;

namespace Hotaru.Updates.Tests;

/// <summary>An appliance that runs release 1.0.0, in a temporary directory.</summary>
internal sealed class UpdateBench : IDisposable
{
    private readonly TempDirectory _directory = new();

    public UpdateBench()
    {
        Paths = new UpdatePaths(
            _directory.File("opt"), _directory.File("drop"), _directory.File("keys"));
        Directory.CreateDirectory(Paths.Drop);
        _directory.Write("keys/builder.pem", Key.PublicPem);
        _directory.Write("opt/releases/1.0.0/hotaru", "good");
        ReleaseShelf.PointTo(Paths.Current, "1.0.0");
        ReleaseShelf.PointTo(Paths.Good, "1.0.0");
        Machine = new FakeMachine(Paths);
        Machine.Boot();
    }

    public static SigningKey Key { get; } = new(new byte[32]);

    public UpdatePaths Paths { get; }

    public FakeMachine Machine { get; }

    public ReleaseShelf Shelf => new(Paths);

    public UpdateResult Result => UpdateResult.Load(Paths.Result)!;

    public IEnumerable<string> Dropped => Directory.GetFiles(Paths.Drop).Select(f => Path.GetFileName(f)!);

    public string Copy(string version, string behaviour, PackageMaker? maker = null) =>
        (maker ?? new PackageMaker(Key)).Make(
            Path.Combine(Paths.Drop, $"hotaru-{version}.tar.gz"), version, ("hotaru", behaviour));

    public Task<bool> RunAsync(Action<string>? passing = null) =>
        new Updater(Paths, new UpdaterParts(PackageMaker.Rid, Machine, Machine, new RushingTime()))
        {
            Passing = passing ?? (_ => { }),
        }.RunAsync(CancellationToken.None);

    public void Dispose() => _directory.Dispose();
}
