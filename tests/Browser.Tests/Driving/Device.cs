using Microsoft.Playwright;

namespace Hotaru.Browser.Tests;

/// <summary>What a page is looked at with.</summary>
public enum Device
{
    Desktop,
    Phone,
}
