"""The officer's doors of accounts: the keys by which his programs act for him."""
