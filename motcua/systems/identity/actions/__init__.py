"""What may be done to accounts, each with its fact in the ledger, in one transaction."""

from motcua.systems.identity.actions.accounts import (
    Newcomer,
    close_account,
    erase,
    note_self_opened,
    open_account,
    open_in_bulk,
    record_id_number,
    reopen_account,
)
from motcua.systems.identity.actions.keys import TOKEN_PREFIX, make_token, revoke_token
from motcua.systems.identity.actions.roles import delegate, end_grant, give, loan

__all__ = [
    "TOKEN_PREFIX",
    "Newcomer",
    "close_account",
    "delegate",
    "end_grant",
    "erase",
    "give",
    "loan",
    "make_token",
    "note_self_opened",
    "open_account",
    "open_in_bulk",
    "record_id_number",
    "reopen_account",
    "revoke_token",
]
