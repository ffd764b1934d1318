"""Picture Desk's window, by feature."""
