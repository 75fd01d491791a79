"""The citizen's side of accounts: what signing in and signing up mean here, told to django-allauth."""

from allauth.account.adapter import DefaultAccountAdapter
from django import forms
from django.contrib.auth.base_user import AbstractBaseUser
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext_lazy as _

from motcua.base import clock, doors
from motcua.spine.access import Act
from motcua.systems.identity import actions, models, rules
from motcua.systems.identity.forms import PhoneField

OFFICE = "/van-phong/"
MY_DOSSIERS = "/ho-so-cua-toi/"


class Adapter(DefaultAccountAdapter):  # type: ignore[misc]  # the library carries no types
    """Sign in by name or telephone; staff go to their desk, citizens to their dossiers."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "username_password_mismatch": _("Tên đăng nhập hoặc mật khẩu không đúng."),
        "phone_password_mismatch": _("Số điện thoại hoặc mật khẩu không đúng."),
        "enter_current_password": _("Mật khẩu hiện nay không đúng."),
        "phone_taken": _("Số điện thoại này đã có tài khoản. Ông/bà hãy đăng nhập."),
        "email_taken": _("Địa chỉ thư điện tử này đã có tài khoản."),
        "too_many_login_attempts": _("Đăng nhập sai quá nhiều lần. Ông/bà hãy thử lại sau 5 phút."),
        "invalid_password_reset": _("Đường dẫn đặt lại mật khẩu không còn hiệu lực."),
        "unknown_email": _("Chưa có tài khoản nào dùng địa chỉ thư điện tử này."),
    }

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        """Say where somebody goes after signing in."""
        return OFFICE if doors.who(request).kind == "staff" else MY_DOSSIERS

    def get_signup_redirect_url(self, request: HttpRequest) -> str:
        """Say where a new citizen goes."""
        return self.get_login_redirect_url(request)

    def get_logout_redirect_url(self, request: HttpRequest) -> str:  # noqa: ARG002 - the library's signature
        """Say where somebody goes after signing out."""
        return "/"

    def add_message(self, *args: object, **kwargs: object) -> None:
        """Say nothing: the page that follows shows who is signed in."""

    def populate_username(self, request: HttpRequest, user: models.Account) -> None:  # noqa: ARG002 - the library's signature
        """Name a citizen's account after a number of its own; he signs in by his telephone."""
        user.username = user.username or models.citizen_username()

    def save_user(
        self,
        request: HttpRequest,
        user: models.Account,
        form: forms.Form,
        commit: bool = True,  # noqa: FBT001, FBT002 - the library's signature
    ) -> models.Account:
        """Open the account of a citizen who signs himself up."""
        user.full_name = form.cleaned_data["full_name"]
        user.kind = models.Kind.CITIZEN
        user.phone = form.cleaned_data["phone"]
        user.joined_at = clock.now()
        saved: models.Account = super().save_user(request, user, form, commit=commit)
        actions.note_self_opened(account_id=str(saved.pk), at=user.joined_at)
        return saved

    def get_login_stages(self) -> list[str]:
        """Ask nobody to prove a telephone number, nor staff to have one."""
        return [stage for stage in super().get_login_stages() if not stage.endswith("PhoneVerificationStage")]

    def phone_form_field(self, **kwargs: object) -> forms.CharField:
        """Return the field in which a telephone number is typed."""
        return PhoneField(**kwargs)

    def set_phone(self, user: models.Account, phone: str, verified: bool) -> None:  # noqa: ARG002, FBT001 - the library's signature
        """Keep a telephone number."""
        user.phone = phone
        user.save(update_fields=["phone"])

    def get_phone(self, user: models.Account) -> tuple[str, bool] | None:
        """Return an account's telephone number; nobody has proved it."""
        return (user.phone, False) if user.phone else None

    def set_phone_verified(self, user: models.Account, phone: str) -> None:
        """Keep a number that was proved."""
        self.set_phone(user, phone, verified=True)

    def get_user_by_phone(self, phone: str) -> AbstractBaseUser | None:
        """Find the account of a telephone number, as it was typed."""
        try:
            return models.Account.objects.filter(phone=rules.phone(phone)).first()
        except rules.Refusal:
            return None


@doors.guarded(Act.ACCOUNT_OWN)
def after_sign_in(request: HttpRequest) -> HttpResponse:
    """Lead whoever comes to the address of accounts to his own place."""
    return HttpResponseRedirect(OFFICE if doors.who(request).kind == "staff" else MY_DOSSIERS)
