"""What is likely in a simulated year: one table, so that a reader sees every assumption at once."""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True, slots=True)
class Chances:
    """The shares by which a simulated year runs; none of them is a figure of Hưng Yên."""

    level: tuple[tuple[str, float], ...] = (("commune", 0.62), ("district", 0.24), ("province", 0.14))
    # How much more often than others: a field's procedures, a commune that shows a full day, a citizen who signs in.
    popular: tuple[tuple[str, float], ...] = (
        ("chung-thuc", 9),
        ("ho-tich", 7),
        ("dat-dai", 4),
        ("ho-kinh-doanh", 4),
        ("doanh-nghiep", 3),
        ("hoat-dong-xay-dung", 2),
        ("dau-tu", 2),
    )
    busy_places: tuple[tuple[str, float], ...] = (("H31.33.111", 12), ("H31.26.103", 6))
    busy_citizens: tuple[tuple[str, int], ...] = (("nguoidan-1", 4), ("nguoidan-2", 2))
    # The share filed in the last days, so that desks are not empty when the doors open.
    lately: float = 0.13
    lately_days: int = 8
    online_full: float = 0.72
    online_partial: float = 0.45
    by_post: float = 0.03
    refused_receipt: float = 0.02
    supplement_at_counter: float = 0.03
    supplement: float = 0.07
    second_supplement: float = 0.06
    no_supplement_comes: float = 0.05
    payment_asked: float = 0.25
    withdrawn: float = 0.012
    refused: float = 0.025
    early: float = 0.80
    late: float = 0.028
    apology: float = 0.7
    paper_step: float = 0.06
    returned_online: float = 0.88
    rated: float = 0.3
    recorded_late: float = 0.012
    outside_only: float = 0.006
    # What the watch list looks for, so that it has something to show; thrown with dice of its own.
    clock_stopped_late: float = 0.012
    entered_afterwards: float = 0.008
    recorded_days_late: float = 0.006
    rated_at_desk: float = 0.03
    # A batch closed at the end of a month, for every so many dossiers; out of those there are, not besides.
    batch_for_each: int = 1000
    batch_size: int = 18
    scores: tuple[tuple[int, float], ...] = ((5, 0.55), (4, 0.33), (3, 0.07), (2, 0.03), (1, 0.02))
    slow_units: float = 0.1
    slowness: float = 4.0


REASONS = (
    ("Hồ sơ đủ điều kiện theo quy định", "Điều 9 NĐ 61/2018/NĐ-CP"),
    ("Nội dung kê khai thống nhất với giấy tờ kèm theo", "Điều 9 NĐ 61/2018/NĐ-CP"),
)
REFUSALS = (
    ("Không thuộc thẩm quyền giải quyết của đơn vị", "Khoản 2 Điều 17 NĐ 61/2018/NĐ-CP"),
    ("Không đủ điều kiện theo quy định của thủ tục", "Khoản 2 Điều 17 NĐ 61/2018/NĐ-CP"),
)
MISSING = (
    "Bản sao giấy tờ tùy thân còn giá trị",
    "Tờ khai theo mẫu, có chữ ký",
    "Giấy tờ chứng minh nơi cư trú",
)
LATE_REASON = ("Phải xác minh thêm tại cơ quan liên quan", "Điều 19 NĐ 61/2018/NĐ-CP")
QUESTION = "Đề nghị cho ý kiến về nội dung thuộc lĩnh vực phụ trách."
REPLY = "Thống nhất với nội dung hồ sơ, không có ý kiến khác."
