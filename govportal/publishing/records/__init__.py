"""Records: pages whose fields are described by data, one kind of record like another."""
