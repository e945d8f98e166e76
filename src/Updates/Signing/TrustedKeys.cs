using System.Security.Cryptography;

namespace Hotaru.Updates;

/// <summary>
/// The public keys whose releases are taken: every *.pem of a directory, as
/// <c>openssl pkey -in key.pem -pubout</c> writes them.
/// </summary>
public sealed class TrustedKeys(string directory)
{
    /// <summary>SubjectPublicKeyInfo of an Ed25519 key (RFC 8410) up to the 32 bytes of the key.</summary>
    private static ReadOnlySpan<byte> Prefix =>
        [0x30, 0x2A, 0x30, 0x05, 0x06, 0x03, 0x2B, 0x65, 0x70, 0x03, 0x21, 0x00];

    /// <exception cref="UpdateRefusedException">No key is there, or none of them made it.</exception>
    public void Demand(ReadOnlySpan<byte> message, ReadOnlySpan<byte> signature)
    {
        var files = Directory.Exists(directory) ? Directory.GetFiles(directory, "*.pem") : [];
        if (files.Length == 0)
        {
            throw new UpdateRefusedException(
                $"there is no public key in {directory}; put the *.pem of whoever builds the releases there");
        }

        foreach (var file in files)
        {
            if (Ed25519.Verify(Read(file), message, signature)) return;
        }

        throw new UpdateRefusedException(
            $"its signature is not by a key of {directory}; it was changed, or made by someone else");
    }

    private static byte[] Read(string file)
    {
        var text = File.ReadAllText(file);
        if (!PemEncoding.TryFind(text, out var fields)) return [];
        var key = Convert.FromBase64String(text[fields.Base64Data]);
        return key.AsSpan().StartsWith(Prefix) ? key[Prefix.Length..] : [];
    }
}
