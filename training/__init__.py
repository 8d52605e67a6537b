"""Training of the local reader: data in, small int8 weights out. Never imported at run time."""
