namespace Hotaru.Node;

/// <summary>
/// What the Pi's firmware says of its power and temperature. Bits 0 to 3 of get_throttled are about now, bits
/// 16 to 19 about the time since boot (the firmware's mailbox property 0x00030046).
/// </summary>
[Flags]
internal enum ThrottleBits
{
    None = 0,
    UnderVoltage = 1 << 0,
    FrequencyCapped = 1 << 1,
    Throttled = 1 << 2,
    SoftTemperatureLimit = 1 << 3,
    Now = UnderVoltage | FrequencyCapped | Throttled | SoftTemperatureLimit,
}
