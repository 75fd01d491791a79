"""The catalogue's door for its editor: what the national list says that no machine may decide."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from motcua.base import doors
from motcua.spine.access import Act
from motcua.systems.procedures import forms, queries

FIELDS = {
    "cach_thuc_thuc_hien": _("Cách thức thực hiện"),
    "thanh_phan_ho_so": _("Thành phần hồ sơ"),
    "can_cu_phap_ly": _("Căn cứ pháp lý"),
    "ket_qua_xu_ly": _("Kết quả xử lý"),
    "cap_thuc_hien": _("Cấp thực hiện"),
    "doi_tuong_thuc_hien": _("Đối tượng thực hiện"),
}
REASONS = {
    "deadline-without-unit": _("Thời hạn không có đơn vị"),
    "deadline-in-prose": _("Thời hạn chỉ ghi trong lời mô tả"),
    "deadline-not-whole": _("Thời hạn không phải số nguyên"),
    "deadline-and-fee-run-together": _("Thời hạn và phí dính liền nhau"),
    "fee-in-prose": _("Phí chỉ ghi trong lời mô tả"),
    "fee-and-prose-differ": _("Mức phí và lời mô tả khác nhau"),
    "fee-note-not-closed": _("Ghi chú phí không đóng ngoặc"),
    "fee-too-small": _("Mức phí nhỏ bất thường"),
    "fee-not-a-figure": _("Mức phí không phải là số"),
    "fee-in-another-currency": _("Phí bằng ngoại tệ"),
    "quantity-run-together": _("Số bản dính liền với tên giấy tờ"),
    "paper-without-name": _("Giấy tờ không có tên"),
    "form-file-in-name": _("Tên tệp mẫu đơn dính liền với tên giấy tờ"),
    "number-not-found": _("Không tách được số, ký hiệu văn bản"),
    "code-not-national": _("Mã kết quả không theo mẫu quốc gia"),
    "not-understood": _("Không đọc được"),
    "field-not-known": _("Trường không có trong mẫu"),
}


@doors.guarded(Act.CATALOGUE_EDIT)
@require_safe
def undecided(request: HttpRequest) -> HttpResponse:
    """List the words of the national list that an editor must decide on, by reason."""
    reason, field = (forms.said(request.GET, name) for name in ("reason", "field"))
    found = queries.unparsed(reason=reason, field=field, page=forms.page(request.GET))
    context = {
        "found": found,
        "reason": REASONS.get(reason, reason),
        "items": [
            {
                "code": each.code,
                "name": each.name,
                "field": FIELDS.get(each.field, each.field),
                "reason": REASONS.get(each.reason, each.reason),
                "verbatim": each.verbatim,
            }
            for each in found.items
        ],
        "reasons": [
            {
                "field": FIELDS.get(each.field, each.field),
                "reason": REASONS.get(each.reason, each.reason),
                "count": each.count,
                "here": (each.reason, each.field) == (reason, field),
                "query": urlencode({"reason": each.reason, "field": each.field}),
            }
            for each in found.reasons
        ],
        "same": urlencode({name: value for name, value in (("reason", reason), ("field", field)) if value}),
    }
    return render(request, "procedures/undecided.html", context)
