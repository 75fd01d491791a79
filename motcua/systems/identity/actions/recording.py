"""How every act on an account is written down: the row held, and its fact behind those already there."""

from motcua.spine import event
from motcua.spine.refusal import gettext_noop as _
from motcua.systems.identity import events, models, queries, rules
from motcua.systems.ledger import actions as ledger, queries as facts


def account(account_id: str) -> models.Account:
    """Find an account to change, holding it for this transaction."""
    row = (
        models.Account.objects.select_for_update().filter(pk=account_id).first()
        if queries.is_id(account_id)
        else None
    )
    if row is None:
        raise rules.Refusal("identity.no-such-account", _("Không có tài khoản này."))
    return row


def tell(account_id: str, fact: event.Fact) -> None:
    """Append a fact to the account's stream, behind those already there."""
    stream = events.stream(account_id)
    ledger.append(stream=stream, expected=len(facts.read(stream=stream)), facts=[fact])
