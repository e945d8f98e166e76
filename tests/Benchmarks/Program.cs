using Hotaru.Benchmarks;
using Hotaru.Benchmarks.Jobs;
using Hotaru.Benchmarks.Notifier;
using Hotaru.Benchmarks.Storage;

if (args is ["storage", ..])
{
    await StorageFigures.RunAsync(args[1..]);
    return 0;
}

if (args is ["queries"])
{
    QueryTimes.Run(Console.Out);
    return 0;
}

if (args is ["notifier"])
{
    await RouteAndInhibit.RunAsync(Console.Out);
    return 0;
}

if (args is ["jobs", ..])
{
    await JobFigures.RunAsync(args[1..]);
    return 0;
}

Console.Error.WriteLine(
    "usage: Benchmarks storage [hosts] [hours] [directory] | queries | notifier | jobs [jobs] [runs each]");
return 2;
