"""The National Public Service Portal: what its exports say, read without guessing."""
