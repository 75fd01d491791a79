"""What may be done in the room: post, deliver, take in, handle, decide about what is stuck, erase, keep the address book."""

from motcua.systems.exchange.actions.agencies import enter
from motcua.systems.exchange.actions.decide import drop, try_again
from motcua.systems.exchange.actions.deliver import deliver
from motcua.systems.exchange.actions.erase import erase
from motcua.systems.exchange.actions.handle import Handler, handle
from motcua.systems.exchange.actions.hearing import hear
from motcua.systems.exchange.actions.laws import publish
from motcua.systems.exchange.actions.memory import forget, keep
from motcua.systems.exchange.actions.papers import answer, ask_back, send, take
from motcua.systems.exchange.actions.post import Post, post
from motcua.systems.exchange.actions.statuses import tell
from motcua.systems.exchange.actions.take_in import take_in
from motcua.systems.exchange.actions.upward import bring_up
from motcua.systems.exchange.rules.refusals import Refusal

__all__ = [
    "Handler",
    "Post",
    "Refusal",
    "answer",
    "ask_back",
    "bring_up",
    "deliver",
    "drop",
    "enter",
    "erase",
    "forget",
    "handle",
    "hear",
    "keep",
    "post",
    "publish",
    "send",
    "take",
    "take_in",
    "tell",
    "try_again",
]
