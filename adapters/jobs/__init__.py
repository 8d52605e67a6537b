"""Work that is done after it was accepted: the port, the embedded engine, and Procrastinate."""
