using System.Text.Json;
using Hotaru.Testing;
using static Hotaru.Notifier.Tests.Receivers.ReceiverFixture;

namespace Hotaru.Notifier.Tests.Receivers;

public sealed class MqttTests : IAsyncDisposable
{
    private readonly MqttBroker _broker = MqttBroker.Start();

    public ValueTask DisposeAsync() => _broker.DisposeAsync();

    [Fact]
    public async Task A_message_is_acknowledged_and_longer_ones_than_a_length_byte_go_whole()
    {
        var config = Config() with { Topic = "house/{{ .GroupLabels.alertname }}", IsRetained = true };
        Assert.Equal(DeliveryOutcome.Delivered, await SendAsync(config, Notify(alerts: 50)));
        var message = Assert.Single(_broker.Published);
        Assert.Equal(("house/Disk", true), (message.Topic, message.IsRetained));
        using var json = JsonDocument.Parse(message.Payload);
        Assert.Equal(50, json.RootElement.GetProperty("alerts").GetArrayLength());
    }

    [Theory]
    [InlineData(true, "ON")]
    [InlineData(false, "OFF")]
    public async Task Home_assistant_is_told_of_a_sensor_for_the_group(bool isFiring, string state)
    {
        var config = Config() with { DiscoveryPrefix = "homeassistant", Message = "{{ .Status }}" };
        Assert.Equal(DeliveryOutcome.Delivered, await SendAsync(config, Notify(isFiring)));
        Assert.Equal(4, _broker.Published.Count);
        var announced = _broker.Published[1];
        using var json = JsonDocument.Parse(announced.Payload);
        var id = json.RootElement.GetProperty("unique_id").GetString();
        Assert.Equal($"homeassistant/binary_sensor/{id}/config", announced.Topic);
        Assert.Equal("problem", json.RootElement.GetProperty("device_class").GetString());
        var last = _broker.Published[3];
        Assert.Equal((json.RootElement.GetProperty("state_topic").GetString(), state, true),
            (last.Topic, last.Payload, last.IsRetained));
        Assert.Equal(json.RootElement.GetProperty("json_attributes_topic").GetString(),
            _broker.Published[2].Topic);
    }

    [Fact]
    public async Task A_wrong_password_is_refused_and_the_right_one_taken()
    {
        _broker.Login = "me:secret";
        var outcome = await SendAsync(
            Config() with { User = "me", Password = new Secret("guess") }, Notify());
        Assert.Equal(
            DeliveryOutcome.Refused("the broker refuses the connection: bad user name or password"), outcome);
        Assert.Equal(
            DeliveryOutcome.Delivered,
            await SendAsync(Config() with { User = "me", Password = new Secret("secret") }, Notify()));
    }

    private MqttConfig Config() => new()
    {
        SendResolved = true,
        Host = "127.0.0.1",
        Port = _broker.Port,
        Topic = "hotaru",
    };
}
