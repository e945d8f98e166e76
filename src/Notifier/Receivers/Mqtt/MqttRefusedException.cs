namespace Hotaru.Notifier;

/// <summary>The broker's answer to the connection: section 3.2.2.3 of the standard.</summary>
internal sealed class MqttRefusedException(byte code)
    : Exception($"the broker refuses the connection: {Reason(code)}")
{
    /// <summary>The server being unavailable passes; the rest is a matter of configuration.</summary>
    public bool MayPass => code == 3;

    private static string Reason(byte code) => code switch
    {
        1 => "it does not speak MQTT 3.1.1",
        2 => "the client id is not allowed",
        3 => "it is not available",
        4 => "bad user name or password",
        5 => "not authorized",
        _ => $"code {code}",
    };
}
