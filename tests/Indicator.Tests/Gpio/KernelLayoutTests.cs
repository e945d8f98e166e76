using System.Diagnostics;
using System.Runtime.InteropServices;
using Hotaru.Testing;

namespace Hotaru.Indicator.Tests;

/// <summary>
/// The structures are those of this machine's linux/gpio.h, by size, offset and request number.
/// </summary>
public sealed class KernelLayoutTests
{
    private static readonly (string C, long Ours)[] Facts =
    [
        ("sizeof(struct gpiochip_info)", Marshal.SizeOf<GpioChipInfo>()),
        ("offsetof(struct gpiochip_info, label)", Offset<GpioChipInfo>("Label")),
        ("offsetof(struct gpiochip_info, lines)", Offset<GpioChipInfo>("Lines")),
        ("sizeof(struct gpio_v2_line_attribute)", Marshal.SizeOf<GpioLineAttribute>()),
        ("offsetof(struct gpio_v2_line_attribute, flags)", Offset<GpioLineAttribute>("Flags")),
        ("offsetof(struct gpio_v2_line_attribute, debounce_period_us)",
            Offset<GpioLineAttribute>("DebouncePeriodUs")),
        ("sizeof(struct gpio_v2_line_config_attribute)", Marshal.SizeOf<GpioLineConfigAttribute>()),
        ("offsetof(struct gpio_v2_line_config_attribute, mask)", Offset<GpioLineConfigAttribute>("Mask")),
        ("sizeof(struct gpio_v2_line_config)", Marshal.SizeOf<GpioLineConfig>()),
        ("offsetof(struct gpio_v2_line_config, num_attrs)", Offset<GpioLineConfig>("AttributeCount")),
        ("offsetof(struct gpio_v2_line_config, attrs)", Offset<GpioLineConfig>("Attributes")),
        ("sizeof(struct gpio_v2_line_request)", Marshal.SizeOf<GpioLineRequest>()),
        ("offsetof(struct gpio_v2_line_request, consumer)", Offset<GpioLineRequest>("Consumer")),
        ("offsetof(struct gpio_v2_line_request, config)", Offset<GpioLineRequest>("Config")),
        ("offsetof(struct gpio_v2_line_request, num_lines)", Offset<GpioLineRequest>("LineCount")),
        ("offsetof(struct gpio_v2_line_request, event_buffer_size)",
            Offset<GpioLineRequest>("EventBufferSize")),
        ("offsetof(struct gpio_v2_line_request, fd)", Offset<GpioLineRequest>("Descriptor")),
        ("sizeof(struct gpio_v2_line_values)", Marshal.SizeOf<GpioLineValues>()),
        ("offsetof(struct gpio_v2_line_values, mask)", Offset<GpioLineValues>("Mask")),
        ("sizeof(struct gpio_v2_line_info)", Marshal.SizeOf<GpioLineInfo>()),
        ("offsetof(struct gpio_v2_line_info, consumer)", Offset<GpioLineInfo>("Consumer")),
        ("offsetof(struct gpio_v2_line_info, offset)", Offset<GpioLineInfo>("Offset")),
        ("offsetof(struct gpio_v2_line_info, flags)", Offset<GpioLineInfo>("Flags")),
        ("offsetof(struct gpio_v2_line_info, attrs)", Offset<GpioLineInfo>("Attributes")),
        ("sizeof(struct gpio_v2_line_event)", Marshal.SizeOf<GpioLineEvent>()),
        ("offsetof(struct gpio_v2_line_event, id)", Offset<GpioLineEvent>("Id")),
        ("offsetof(struct gpio_v2_line_event, line_seqno)", Offset<GpioLineEvent>("LineSequence")),
        ("GPIO_GET_CHIPINFO_IOCTL", (long)GpioCalls.GetChipInfo),
        ("GPIO_V2_GET_LINEINFO_IOCTL", (long)GpioCalls.GetLineInfo),
        ("GPIO_V2_GET_LINE_IOCTL", (long)GpioCalls.GetLine),
        ("GPIO_V2_LINE_GET_VALUES_IOCTL", (long)GpioCalls.GetValues),
        ("GPIO_V2_LINE_SET_VALUES_IOCTL", (long)GpioCalls.SetValues),
        ("GPIO_V2_LINE_FLAG_ACTIVE_LOW", (long)GpioLineFlags.ActiveLow),
        ("GPIO_V2_LINE_FLAG_OUTPUT", (long)GpioLineFlags.Output),
        ("GPIO_V2_LINE_FLAG_EDGE_FALLING", (long)GpioLineFlags.EdgeFalling),
        ("GPIO_V2_LINE_FLAG_BIAS_PULL_UP", (long)GpioLineFlags.BiasPullUp),
        ("GPIO_V2_LINE_ATTR_ID_DEBOUNCE", (long)GpioLineAttribute.Debounce),
        ("GPIO_V2_LINE_EVENT_RISING_EDGE", (long)GpioLineEvent.Rising),
    ];

    [FactWith("gcc")]
    public async Task Sizes_offsets_and_numbers_are_the_headers()
    {
        using var directory = new TempDirectory();
        var source = directory.Write("layout.c",
            "#include <stddef.h>\n#include <stdio.h>\n#include <linux/gpio.h>\nint main(void) {\n"
            + string.Concat(
                Facts.Select(
                    fact => $"  printf(\"%lld\\n\", (long long)({fact.C}));\n")) + "  return 0;\n}\n");
        var program = directory.File("layout");
        await RunAsync("gcc", "-o", program, source);
        var answers = (await RunAsync(program)).Split('\n', StringSplitOptions.RemoveEmptyEntries);

        Assert.Equal(Facts.Length, answers.Length);
        for (var i = 0; i < answers.Length; i++) Assert.Equal(
            $"{Facts[i].C} {answers[i]}", $"{Facts[i].C} {Facts[i].Ours}");
    }

    [Fact]
    public unsafe void A_request_for_a_button_is_what_the_kernel_expects_byte_for_byte()
    {
        var request = KernelGpio.Describe(
            [23], GpioLineFlags.Input | GpioLineFlags.ActiveLow, TimeSpan.FromMilliseconds(20));
        var bytes = new ReadOnlySpan<byte>(&request, 592);
        var expected = new byte[592];
        expected[0] = 23;
        "hotaru"u8.CopyTo(expected.AsSpan(256));
        expected[288] = 0b110;
        expected[296] = 1;
        expected[320] = 3;
        BitConverter.GetBytes(20_000u).CopyTo(expected, 328);
        expected[336] = 1;
        expected[560] = 1;

        Assert.Equal(expected, bytes.ToArray());
    }

    [Fact]
    public void A_machine_without_chips_is_told_in_words()
    {
        using var directory = new TempDirectory();
        var gpio = new KernelGpio(directory.Path);
        Assert.Empty(gpio.Chips());
        Assert.Equal(
            $"{directory.Path}/gpiochip0 is not there", gpio.ChipProblem($"{directory.Path}/gpiochip0"));
        directory.Write("gpiochip1", "no device");
        Assert.Equal(
            $"{directory.Path}/gpiochip1 is no GPIO chip", gpio.ChipProblem($"{directory.Path}/gpiochip1"));
    }

    private static nint Offset<T>(string field) => Marshal.OffsetOf<T>(field);

    private static async Task<string> RunAsync(string file, params string[] arguments)
    {
        using var process = Process.Start(
            new ProcessStartInfo(
                file, arguments)
            { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var answer = await process.StandardOutput.ReadToEndAsync();
        var errors = await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.True(process.ExitCode == 0, errors);
        return answer;
    }
}
