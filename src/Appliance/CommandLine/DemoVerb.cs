using System.CommandLine;

namespace Hotaru.Appliance.CommandLine;

/// <summary><c>hotaru demo</c>: the appliance with sample jobs, one of them failing.</summary>
internal static class DemoVerb
{
    public static Command Create()
    {
        var command = new Command(
            "demo", "Run with sample jobs, one of them failing, and see the lamp turn red.");
        return command;
    }
}
