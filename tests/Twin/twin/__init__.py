"""The appliance in QEMU: what tests/Twin/run uses."""
