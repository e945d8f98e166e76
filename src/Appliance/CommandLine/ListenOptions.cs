using System.CommandLine;
using Hotaru.Appliance.Configuration;
using Hotaru.Web;

namespace Hotaru.Appliance.CommandLine;

/// <summary>The options <c>--listen.NAME</c>, one for each surface.</summary>
internal sealed class ListenOptions
{
    private readonly Dictionary<Surface, Option<string?>> _options =
        Enum.GetValues<Surface>().ToDictionary(surface => surface, Create);

    public void AddTo(Command command)
    {
        foreach (var option in _options.Values) command.Add(option);
    }

    /// <summary>What was given.</summary>
    public IReadOnlyDictionary<Surface, string> Values(ParseResult parsed) => _options
        .Where(e => parsed.GetValue(e.Value) is not null)
        .ToDictionary(e => e.Key, e => parsed.GetValue(e.Value)!);

    private static Option<string?> Create(Surface surface) => new($"--listen.{ListenModel.NameOf(surface)}")
    {
        Description = $"address of the {ListenModel.NameOf(surface)} listener, or off",
    };
}
