using System.Net.Security;
using System.Net.Sockets;
using System.Text;

namespace Hotaru.Notifier;

/// <summary>Lines to and from a mail server, over TCP and from some point on TLS.</summary>
internal sealed class SmtpConnection : IAsyncDisposable
{
    private const int MaxLine = 4096;

    private readonly TcpClient _tcp = new();
    private readonly byte[] _buffer = new byte[MaxLine];
    private Stream _stream = Stream.Null;
    private int _start;
    private int _end;

    public bool IsEncrypted => _stream is SslStream;

    public async Task ConnectAsync(string host, int port, CancellationToken cancellation)
    {
        await _tcp.ConnectAsync(host, port, cancellation).ConfigureAwait(false);
        _stream = _tcp.GetStream();
    }

    public async Task EncryptAsync(string host, TlsConfig config, CancellationToken cancellation)
    {
        // What arrived before the handshake was not protected and does not count (RFC 3207, 6).
        (_start, _end) = (0, 0);
        var tls = new SslStream(_stream, leaveInnerStreamOpen: false);
        var options = new SslClientAuthenticationOptions { TargetHost = host };
        TlsTrust.Apply(config, options);
        await tls.AuthenticateAsClientAsync(options, cancellation).ConfigureAwait(false);
        _stream = tls;
    }

    public async Task<SmtpReply> CommandAsync(string line, CancellationToken cancellation)
    {
        await _stream.WriteAsync(Encoding.UTF8.GetBytes(line + "\r\n"), cancellation).ConfigureAwait(false);
        await _stream.FlushAsync(cancellation).ConfigureAwait(false);
        return await ReadReplyAsync(cancellation).ConfigureAwait(false);
    }

    public async Task WriteAsync(ReadOnlyMemory<byte> data, CancellationToken cancellation)
    {
        await _stream.WriteAsync(data, cancellation).ConfigureAwait(false);
        await _stream.FlushAsync(cancellation).ConfigureAwait(false);
    }

    public async Task<SmtpReply> ReadReplyAsync(CancellationToken cancellation)
    {
        List<string> lines = [];
        while (true)
        {
            var line = await ReadLineAsync(cancellation).ConfigureAwait(false);
            if (line.Length < 3 || !int.TryParse(line.AsSpan(0, 3), out var code))
                throw new IOException("the mail server sends what is no answer of one");
            lines.Add(line.Length > 4 ? line[4..] : "");
            if (line.Length < 4 || line[3] != '-') return new SmtpReply(code, lines);
            if (lines.Count > 100) throw new IOException("the mail server's answer does not end");
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stream.DisposeAsync().ConfigureAwait(false);
        _tcp.Dispose();
    }

    private async Task<string> ReadLineAsync(CancellationToken cancellation)
    {
        while (true)
        {
            var newline = _buffer.AsSpan(_start, _end - _start).IndexOf((byte)'\n');
            if (newline >= 0)
            {
                var line = Encoding.UTF8.GetString(_buffer, _start, newline).TrimEnd('\r');
                _start += newline + 1;
                return line;
            }

            if (_start > 0)
            {
                _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
                (_start, _end) = (0, _end - _start);
            }

            if (_end == MaxLine) throw new IOException("the mail server sends a line without an end");
            var read = await _stream.ReadAsync(_buffer.AsMemory(_end), cancellation).ConfigureAwait(false);
            if (read == 0) throw new IOException("the mail server closed the connection");
            _end += read;
        }
    }
}
