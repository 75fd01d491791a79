"""Our own launcher for the PostgreSQL that travels with the checkout.

Only the binaries of the wheel are used. The rules: the server never runs as root, never trusts (scram-sha-256
everywhere, random passwords in a file only its owner reads), listens on a Unix socket in a private folder and on
nothing else, and changes neither the users nor the folders of the machine. `lease.running` is the one door.
"""
