"""What a citizen fills in, one form a page; every answer is kept as typed and read again before it is filed."""

import re
from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext, gettext_lazy as _

from motcua.spine import procedure
from motcua.systems.dossiers.portal import places, telling

LONGEST = 2_000  # characters of one answer in a draft
SELF, OTHER = "self", "other"
WHOM = (
    (SELF, _("Cho chính tôi")),
    (OTHER, _("Thay cho người khác hoặc cho một tổ chức")),
)
_PHONE = re.compile(r"(0[1-9]\d{8,9}|\+[1-9]\d{7,14})")
_NUMBER = re.compile(r"\d{9}|\d{10}(-\d{3})?|\d{12}|\d{13}|[A-Z]{1,2}\d{6,8}")


class Phone(forms.CharField):
    """A telephone number in any spacing, kept as its digits."""

    def clean(self, value: str | None) -> str:
        """Refuse what is no telephone number, beside the field."""
        text = re.sub(r"[\s.()-]", "", super().clean(value))
        if text and not _PHONE.fullmatch(text):
            raise forms.ValidationError(gettext("Số điện thoại chưa đúng. Ví dụ: 0912 345 678."))
        return text


class IdNumber(forms.CharField):
    """A personal number, a tax code of an organisation or a passport, kept without its spaces."""

    def clean(self, value: str | None) -> str:
        """Refuse what is no such number, beside the field."""
        text = re.sub(r"[\s.]", "", super().clean(value)).upper()
        if text and not _NUMBER.fullmatch(text):
            raise forms.ValidationError(
                gettext(
                    "Số này chưa đúng: số định danh cá nhân có 12 chữ số, mã số thuế có 10 hoặc 13 chữ số."
                )
            )
        return text


def _choice(title: object, more: str) -> SafeString:
    return format_html('<b>{}</b><br><span class="soft small">{}</span>', title, more)


class Case(forms.Form):
    """Which case of the procedure it is."""

    case = forms.ChoiceField(
        label=_("Trường hợp của ông/bà"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Hãy chọn một trường hợp.")},
    )

    def __init__(self, *args: Any, definition: procedure.Definition, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["case"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - declared above
        field.choices = [
            (one.case, _choice(telling.said(one.label), telling.duration(one.allowed)))
            for one in cases(definition)
        ]


def cases(definition: procedure.Definition) -> list[procedure.Deadline]:
    """Give the cases that can be filed online, each with its time."""
    offered: dict[str, procedure.Deadline] = {}
    for one in definition.deadlines:
        if one.channel in (None, procedure.Channel.ONLINE):
            found = definition.deadline(case=one.case, channel=procedure.Channel.ONLINE)
            offered.setdefault(one.case, found or one)
    return list(offered.values())


class Place(forms.Form):
    """Where it is filed."""

    place = forms.ChoiceField(
        label=_("Nơi nộp hồ sơ"),
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Hãy chọn nơi nộp hồ sơ."),
            "invalid_choice": _("Nơi này không nhận thủ tục này. Hãy chọn lại."),
        },
    )

    def __init__(self, *args: Any, offered: Iterable[places.Place], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["place"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - declared above
        field.choices = [(place.code, place.name) for place in offered]


class Whom(forms.Form):
    """Whether the citizen files for himself or for somebody else."""

    whom = forms.ChoiceField(
        label=_("Người có yêu cầu"),
        widget=forms.RadioSelect,
        choices=WHOM,
        error_messages={"required": _("Hãy chọn ông/bà nộp hồ sơ cho ai.")},
    )


class Person(forms.Form):
    """Whose matter it is, and who brings it where that is somebody else."""

    name = forms.CharField(
        label=_("Họ và tên"),
        help_text=_("Ghi như trên giấy tờ tùy thân."),
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        error_messages={"required": _("Hãy ghi họ và tên.")},
    )
    id_number = IdNumber(
        label=_("Số định danh cá nhân"),
        help_text=_("12 chữ số trên thẻ căn cước. Người nước ngoài ghi số hộ chiếu."),
        max_length=30,
        widget=forms.TextInput(
            attrs={"class": "short", "autocomplete": "off", "inputmode": "text", "spellcheck": "false"}
        ),
        error_messages={"required": _("Hãy ghi số định danh cá nhân.")},
    )
    phone = Phone(
        label=_("Số điện thoại"),
        help_text=_("Cán bộ gọi số này khi hồ sơ có việc cần hỏi."),
        max_length=30,
        widget=forms.TextInput(attrs={"class": "short", "type": "tel", "autocomplete": "tel"}),
        error_messages={"required": _("Hãy ghi số điện thoại.")},
    )
    email = forms.EmailField(
        label=_("Thư điện tử"),
        required=False,
        widget=forms.EmailInput(attrs={"autocomplete": "email", "spellcheck": "false"}),
        error_messages={"invalid": _("Địa chỉ thư điện tử chưa đúng. Ví dụ: lan@example.vn.")},
    )
    address = forms.CharField(
        label=_("Địa chỉ"),
        help_text=_("Số nhà, thôn hoặc tổ dân phố, xã, huyện, tỉnh."),
        max_length=500,
        widget=forms.TextInput(attrs={"autocomplete": "street-address"}),
        error_messages={"required": _("Hãy ghi địa chỉ.")},
    )


class Represented(Person):
    """The owner of the matter, and the one who files for him."""

    filer_name = forms.CharField(
        label=_("Họ và tên người nộp thay"),
        max_length=200,
        error_messages={"required": _("Hãy ghi họ và tên người nộp thay.")},
    )
    filer_phone = Phone(
        label=_("Số điện thoại người nộp thay"),
        max_length=30,
        widget=forms.TextInput(attrs={"class": "short", "type": "tel"}),
        error_messages={"required": _("Hãy ghi số điện thoại người nộp thay.")},
    )
    field_order = ("name", "id_number", "phone", "email", "address", "filer_name", "filer_phone")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].label = _("Họ và tên, hoặc tên tổ chức")
        self.fields["id_number"].label = _("Số định danh cá nhân hoặc mã số thuế")
        self.fields["id_number"].help_text = _(
            "Cá nhân: 12 chữ số trên thẻ căn cước. Tổ chức: mã số thuế 10 hoặc 13 chữ số."
        )
        for name in ("name", "phone", "email", "address"):
            self.fields[name].widget.attrs["autocomplete"] = "off"


def person(answers: Mapping[str, str]) -> type[Person]:
    """Give the form that asks about people, by whom the application is for."""
    return Represented if answers.get("whom") == OTHER else Person


class Result(forms.Form):
    """How the result is fetched, and who is freed from the fee."""

    hide_optional = True  # the hints say when they are needed

    return_channel = forms.ChoiceField(
        label=_("Nhận kết quả bằng cách nào"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Hãy chọn cách nhận kết quả.")},
    )
    return_address = forms.CharField(
        label=_("Địa chỉ nhận kết quả qua bưu chính"),
        help_text=_("Chỉ ghi khi chọn nhận qua bưu chính."),
        required=False,
        max_length=500,
    )
    exemption = forms.ChoiceField(
        label=_("Ông/bà có thuộc diện được miễn không?"), required=False, widget=forms.RadioSelect
    )

    def __init__(self, *args: Any, definition: procedure.Definition, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        ways = {
            "counter": gettext("Mang giấy tờ tùy thân đến nơi đã nộp hồ sơ."),
            "post": gettext("Nhân viên bưu chính mang đến tận nhà; cước bưu chính trả khi nhận."),
        }
        if definition.service_level is procedure.ServiceLevel.FULL:
            ways["online"] = gettext("Bản điện tử có chữ ký số, tải về từ trang “Hồ sơ của tôi”.")
        self._choose(
            "return_channel", [(key, _choice(telling.RETURNED[key], more)) for key, more in ways.items()]
        )
        freed = {one.key: one for fee in definition.fees for one in fee.exemptions}
        if not freed:
            del self.fields["exemption"]
            return
        proof = gettext("Giấy tờ chứng minh: %(proof)s.")
        self._choose(
            "exemption",
            [
                ("", gettext("Không thuộc diện nào dưới đây")),
                *(
                    (key, _choice(telling.said(one.label), proof % {"proof": telling.said(one.proof)}))
                    for key, one in freed.items()
                ),
            ],
        )

    def _choose(self, name: str, choices: list[tuple[str, str]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - declared above
        field.choices = choices

    def clean(self) -> dict[str, Any]:
        """Ask for an address where the post is to find one."""
        cleaned: dict[str, Any] = super().clean() or {}
        if cleaned.get("return_channel") == "post" and not cleaned.get("return_address"):
            self.add_error("return_address", gettext("Hãy ghi địa chỉ nhận kết quả."))
        return cleaned


class Withdrawal(forms.Form):
    """Why a dossier is taken back, if the citizen cares to say."""

    why = forms.CharField(
        label=_("Lý do rút hồ sơ"),
        required=False,
        max_length=1_000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class Rating(forms.Form):
    """How it went."""

    score = forms.TypedChoiceField(
        label=_("Ông/bà hài lòng với việc giải quyết hồ sơ này đến đâu?"),
        choices=[(str(score), word) for score, word in reversed(telling.SCORES)],
        coerce=int,
        widget=forms.RadioSelect,
        error_messages={"required": _("Hãy chọn một mức đánh giá.")},
    )


FIELDS = frozenset(name for form in (Case, Place, Whom, Represented, Result) for name in form.base_fields)


def typed(data: Mapping[str, Any]) -> dict[str, str]:
    """Take from what was sent the answers that a draft keeps, as typed."""
    return {name: value[:LONGEST] for name in sorted(FIELDS) if isinstance(value := data.get(name), str)}
