"""The form by which a key is written down."""

from django import forms
from django.utils.translation import gettext, gettext_lazy as _

from motcua.systems.documents import actions
from motcua.systems.identity import queries as identity
from motcua.systems.organisation import queries as organisation


class KeyForm(forms.Form):
    """Whose key, and where it lies; the password opens it once, to read its certificate."""

    holder = forms.CharField(
        label=_("Tên đăng nhập của người ký, hoặc mã định danh của cơ quan"), max_length=60
    )
    file = forms.CharField(
        label=_("Tên tệp khóa (.p12) trong thư mục khóa của máy chủ"), max_length=120, required=False
    )
    token = forms.CharField(label=_("Nhãn thiết bị ký"), max_length=60, required=False)
    label = forms.CharField(label=_("Nhãn khóa trong thiết bị"), max_length=60, required=False)
    opening = forms.CharField(
        label=_("Mật khẩu tệp khóa hoặc mã PIN"),
        widget=forms.PasswordInput(attrs={"autocomplete": "off"}),
        help_text=_("Chỉ dùng để đọc chứng thư lúc này, không được lưu lại."),
    )

    def __init__(self, *args: object, **kwargs: object) -> None:
        """Draw every field alike."""
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]  # Django's own arguments
        for field in self.fields.values():
            field.widget.attrs["class"] = "control"

    def clean_holder(self) -> str:
        """Find the agency or the person."""
        said = str(self.cleaned_data["holder"]).strip()
        if said in organisation.register().by_code:
            return said
        found = [one for one in identity.people() if one.username == said]
        if not found:
            raise forms.ValidationError(gettext("Không có người hoặc cơ quan này."))
        return found[0].id

    def clean(self) -> None:
        """Ask for one place: a file, or a token with the key's label."""
        said = self.cleaned_data
        if bool(said.get("file")) == bool(said.get("token") and said.get("label")):
            self.add_error("file", gettext("Hãy ghi tên tệp khóa, hoặc nhãn thiết bị ký cùng nhãn khóa."))

    def enrolling(self) -> actions.Enrolling:
        """Give what the action takes."""
        said = self.cleaned_data
        return actions.Enrolling(
            holder=said["holder"],
            agency=said["holder"] in organisation.register().by_code,
            file=said["file"],
            token=said["token"],
            label=said["label"],
            opening=said["opening"],
        )
