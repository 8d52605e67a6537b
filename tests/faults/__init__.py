"""What must hold when processes are killed, frozen, cut off, or out of space. Run with ``make faults``."""
