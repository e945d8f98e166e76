using Hotaru.Appliance.Configuration;

namespace Hotaru.Appliance.Wiring;

/// <summary>The first thing a newcomer reads.</summary>
internal static class WhereToLook
{
    public static void Print(ListenModel listen)
    {
        Console.WriteLine("Hotaru is running.");
        foreach (var (surface, address) in listen.Addresses)
            Console.WriteLine($"  {ListenModel.NameOf(surface),-13} http://{address}/");
    }
}
