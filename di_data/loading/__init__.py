"""From a file to the store: read → shape → clean → check → one transaction. A file is loaded whole or not at all."""
