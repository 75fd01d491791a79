"""Why a target that is measured has no figure, in words."""

from datetime import datetime

from motcua.spine import sentence
from motcua.spine.procedure import Words
from motcua.systems.plans import counting


def nothing(said: sentence.Sentence) -> Words:
    """Say that none of the records a sentence speaks of has arisen."""
    noun = counting.engine().collections[said.collection].noun
    return Words(
        vi=f"Trong kỳ không phát sinh {noun.vi} nào thuộc phạm vi chỉ tiêu này.",
        en=f"No {noun.one} within the scope of this target has arisen in the period.",
    )


def not_begun(start: datetime) -> Words:
    """Say that at the moment of reading the period of a target lies ahead."""
    return Words(
        vi=f"Kỳ của chỉ tiêu bắt đầu từ ngày {start:%d/%m/%Y}; vào thời điểm xem, kỳ chưa bắt đầu nên chưa có gì để đếm.",
        en=f"The period of this target begins on {start:%-d %B %Y}; at the moment of reading it had not begun, so there is nothing to count.",
    )
