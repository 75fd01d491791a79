"""The officer's desk: where it begins, its keys; lending a role; accounts, for whoever manages them."""
