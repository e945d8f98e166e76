namespace Hotaru.Notifier;

/// <summary>A mail through one SMTP server.</summary>
public sealed record EmailConfig : IntegrationConfig
{
    public const string DefaultHtml = """{{ template "email.default.html" . }}""";
    public const string DefaultSubject = """{{ template "email.default.subject" . }}""";

    public override string Kind => "email";

    /// <summary>Addresses with commas between them; a template.</summary>
    public required string To { get; init; }

    public required string From { get; init; }

    public required string Host { get; init; }

    public required int Port { get; init; }

    public string Hello { get; init; } = "localhost";

    public string User { get; init; } = "";

    public Secret Password { get; init; } = Secret.None;

    /// <summary>For CRAM-MD5.</summary>
    public Secret AuthSecret { get; init; } = Secret.None;

    public string Identity { get; init; } = "";

    /// <summary>With canonical names (X-Team, Reply-To); values are templates.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>();

    public string Html { get; init; } = DefaultHtml;

    public string Text { get; init; } = "";

    /// <summary>STARTTLS, or no mail is sent.</summary>
    public bool RequiresTls { get; init; } = true;

    /// <summary>TLS from the first byte; null: where the port is 465.</summary>
    public bool? ImplicitTls { get; init; }

    public TlsConfig Tls { get; init; } = TlsConfig.Default;

    /// <summary>Mails about one group hang together in mail programs.</summary>
    public EmailThreading Threading { get; init; }
}
