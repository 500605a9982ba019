"""Import paths that eval files of PrefectHQ/prefect-mcp-server use; they are a contract."""
