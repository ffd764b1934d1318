"""Picture Desk's engine: a library of folders that stay where they are, searched by meaning."""
