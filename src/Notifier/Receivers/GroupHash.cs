using System.Security.Cryptography;
using System.Text;

namespace Hotaru.Notifier;

/// <summary>The name of a group for services that keep one incident per name: SHA-256 of its key.</summary>
internal static class GroupHash
{
    public static string Of(Notification notification) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(notification.GroupKey)));
}
