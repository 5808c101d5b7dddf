"""The command line `yifa`. Each command lives in its own file and is loaded only when it is asked for."""
